"""The register's page in a browser: the list, a case with its questions, history and dates.

It stands on what the workshop stands on: its door, its server, its way of asking. From the ground
up: `access` (who may come in, and who may write), `desk` (what is served), `pages` (data into
HTML), `routes` (addresses).
"""
