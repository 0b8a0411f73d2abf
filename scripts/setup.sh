#!/usr/bin/env bash
# Sets up a virtual environment with everything pinned: setup.sh PYTHON VENV
# durable_rules is built from source with a C compiler; without one, the plain-Python chainer answers.
set -euo pipefail

python=${1:-} venv=$2
if [ -z "$python" ]; then
    echo "Python 3.10 or later is needed, and none was found (make PYTHON=/path/to/python3 names one)." >&2
    exit 1
fi
rm -rf "$venv"
if ! "$python" -m venv "$venv" 2>/dev/null; then
    echo "$python has no venv module (Debian, Ubuntu: apt-get install python3-venv)." >&2
    exit 1
fi
pip="$venv/bin/python -m pip --disable-pip-version-check --quiet"
$pip install --constraint constraints.txt --editable '.[dev]'

compiler=${CC:-}
if [ -z "$compiler" ]; then
    for candidate in cc gcc clang; do
        if command -v "$candidate" >/dev/null 2>&1; then compiler=$candidate; break; fi
    done
fi
if [ -z "$compiler" ]; then
    echo "No C compiler found: durable_rules is left out, and the plain-Python chainer answers (Debian, Ubuntu: apt-get install gcc libc6-dev python3-dev)." >&2
else
    # The library's own build is without optimisation, and names a C function that Python 3.13 no longer has.
    # A fresh cache, so that no build made otherwise is taken from an old one.
    export CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject -O2 ${CPPFLAGS:-}"
    if ! CC=$compiler $pip install --constraint constraints.txt --no-cache-dir --no-binary durable_rules durable_rules 2>"$venv/durable_rules.log"; then
        echo "durable_rules did not build (see $venv/durable_rules.log), and the plain-Python chainer answers (Debian, Ubuntu: apt-get install gcc libc6-dev python3-dev)." >&2
    fi
fi
# so that commands begin at once, also where Python may not write next to the sources
"$venv/bin/python" -m compileall -q knowledge engine explain threshold
touch "$venv/ready"
