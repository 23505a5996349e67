"""The vars of the project are listed once for people, and once for the check of misspelt names."""

import re

import yaml
from project import ROOT


def test_known_vars_are_those_that_are_declared() -> None:
    declared = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))["vars"]["clientele"]
    macro = (ROOT / "macros/configuration/unknown_vars.sql").read_text("utf-8")
    listed = macro.split("macro known_vars()")[1].split("endmacro")[0]
    assert re.findall(r"'(\w+)'", listed) == list(declared)
