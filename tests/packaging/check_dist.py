"""What is in the built wheel and source archive: `python tests/packaging/check_dist.py dist`. Part of `.ci/run`."""

import sys
import tarfile
import zipfile
from pathlib import Path

IN_WHEEL = ("mopsctl/py.typed", "mopsctl/templates/cdp-rollout.yaml", "mopsctl/templates/teams.yaml")
IN_ARCHIVE = (
    "README.md",
    "LICENSE",
    "constraints.txt",
    "action.yml",
    "action.sh",
    ".pre-commit-hooks.yaml",
    "docs/commands.md",
    "examples/ci/Jenkinsfile",
    "examples/ci/gaps-known.yaml",
    "examples/ci/github.yml",
    "examples/ci/gitlab-ci.yml",
    "examples/ci/mopsctl.toml",
    "examples/ci/plan.yaml",
    "examples/first-plan.yaml",
    "tests/conftest.py",
    "tests/schemas/JUnit.xsd",
    "tests/schemas/gitlab-code-quality.schema.json",
    "tests/schemas/junit-10.xsd",
    "tests/schemas/sarif-schema-2.1.0.json",
)


def faults(dist: Path) -> list[str]:
    """What is missing from the one wheel and the one archive in a folder, or should not be there."""
    (wheel,), (archive,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        inside = opened.namelist()
    with tarfile.open(archive) as opened_archive:
        packed = [name.partition("/")[2] for name in opened_archive.getnames()]
    found = [f"{wheel.name} has no {name}" for name in IN_WHEEL if name not in inside]
    found += [f"{archive.name} has no {name}" for name in IN_ARCHIVE if name not in packed]
    strange = [name for name in inside if not name.startswith(("mopsctl/", "mopsctl-"))]
    litter = [name for name in [*inside, *packed] if "_cache" in name or "__pycache__" in name or name.endswith(".db")]
    return found + [f"{wheel.name} should not have {name}" for name in strange] + [f"litter: {name}" for name in litter]


if __name__ == "__main__":
    said = faults(Path(sys.argv[1]))
    sys.stdout.write("\n".join(said or ["wheel and source archive hold what they should"]) + "\n")
    sys.exit(bool(said))
