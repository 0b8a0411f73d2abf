"""Generated from the packs by `python -m knowledge.schemas.stub`; do not edit."""

from enum import Enum

class Verdict(str, Enum):
    PROHIBITED = "prohibited"
    PRODUCTION_REQUIRED = "production_required"
    LIGHTER_REQUIREMENTS = "lighter_requirements"
    EXPERIMENT_EXCEPTED = "experiment_excepted"
    EXPERIMENTATION_ACCEPTABLE = "experimentation_acceptable"
    UNDETERMINED = "undetermined"
