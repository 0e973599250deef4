"""A public function that raises one of our errors says so in its docstring."""

from __future__ import annotations

import ast
from pathlib import Path

from pyxl import errors

PACKAGE = Path(errors.__file__).parent
OURS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.MoxiError)
}
CHINESE = {"udfs.py"}
"""Its docstrings are the clerk's help in Excel."""


def test_public_functions_say_what_they_raise():
    silent = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                not isinstance(function, ast.FunctionDef)
                or function.name.startswith("_")
                or path.name in CHINESE
            ):
                continue
            raised = {
                ast.unparse(node.exc.func)
                for node in ast.walk(function)
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
            }
            said = ast.get_docstring(function)
            if said and raised & OURS and "aise" not in said and "efuse" not in said:
                silent.append(f"{path.relative_to(PACKAGE)}: {function.name} raises {sorted(raised & OURS)}")
    assert not silent, "\n".join(silent)
