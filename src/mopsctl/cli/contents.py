"""The table of contents of the command line. It imports none of the commands: a noun is loaded when chosen."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A noun (or a command of its own) and where it lives."""

    target: str  # module:attribute, for lazy.load
    help: str  # imperative, one sentence, at most 60 characters


PLAN, WORK, ORGANISATION, TRUST = "The plan", "The work", "The organisation", "Files and trust"
MODEL = "The new model"

# Section -> name -> entry, in the order in which a newcomer meets them.
CONTENTS: dict[str, dict[str, Entry]] = {
    PLAN: {
        "plan": Entry("mopsctl.cli.plan:noun", "Start, show and move a plan"),
        "gaps": Entry("mopsctl.cli.gaps:noun", "Report what is missing, as a linter does"),
        "gate": Entry("mopsctl.cli.gate:gate", "Ask whether implementation may begin"),
        "waive": Entry("mopsctl.cli.waiver:waive", "Accept a finding for a time, with a reason"),
        "waiver": Entry("mopsctl.cli.waiver:noun", "See what is accepted, and take it back"),
        "rule": Entry("mopsctl.cli.rule:noun", "Explain the rules behind the gap report"),
    },
    WORK: {
        "outreach": Entry("mopsctl.cli.outreach:noun", "Log what teams say, and what it takes to move them"),
        "meet": Entry("mopsctl.cli.meet:meet", "Prepare a meeting, and record what came of it"),
        "commit": Entry("mopsctl.cli.commit:noun", "Ask teams for commitment and record their answers"),
        "support": Entry("mopsctl.cli.support:noun", "Record and show support, function by level"),
        "raci": Entry("mopsctl.cli.raci:noun", "Say who is responsible, accountable, consulted, informed"),
        "handover": Entry("mopsctl.cli.handover:noun", "Follow what moves from one holder to another"),
        "task": Entry("mopsctl.cli.task:noun", "Write down what each team does, and what waits for what"),
        "condition": Entry("mopsctl.cli.condition:noun", "Say what must be true before a task goes on"),
        "need": Entry("mopsctl.cli.need:noun", "Write down what teams need of the plan"),
        "timeline": Entry("mopsctl.cli.timeline:noun", "Show all teams on one timeline"),
        "digest": Entry("mopsctl.cli.digest:digest", "Tell a team its part in the whole, to send to it"),
    },
    ORGANISATION: {
        "team": Entry("mopsctl.cli.team:noun", "List, add and change teams, and let them join the plan"),
        "person": Entry("mopsctl.cli.person:noun", "List, add, change and forget people"),
        "calendar": Entry("mopsctl.cli.calendar:noun", "Say when teams work: weeks, public holidays, single days"),
        "platform": Entry("mopsctl.cli.platform:noun", "List, add and change platforms"),
        "capability": Entry("mopsctl.cli.capability:noun", "List, add, offer, govern and retire capabilities"),
        "activity": Entry("mopsctl.cli.activity:noun", "Split capabilities into activities"),
        "dataset": Entry("mopsctl.cli.dataset:noun", "Say which platform is the source of truth for what"),
    },
    MODEL: {
        "model": Entry("mopsctl.cli.model:noun", "Start and show the new operating model"),
        "topic": Entry("mopsctl.cli.topic:noun", "List and change the topics that rights are about"),
        "right": Entry("mopsctl.cli.right:noun", "Say who recommends, agrees, performs, decides"),
        "interaction": Entry("mopsctl.cli.interaction:noun", "Write down what teams give each other"),
        "assess": Entry("mopsctl.cli.assess:assess", "Assess a team honestly, capability by capability"),
        "org": Entry("mopsctl.cli.org:noun", "Draw and compare the charts of the organisation"),
        "position": Entry("mopsctl.cli.position:noun", "Add, fill and move the positions of the charts"),
        "function": Entry("mopsctl.cli.function:noun", "List and change the functions of the organisation"),
        "pillar": Entry("mopsctl.cli.pillar:noun", "List and change the pillars it stands on"),
        "number": Entry("mopsctl.cli.number:noun", "Say which number each position carries"),
        "goal": Entry("mopsctl.cli.goal:noun", "List and change the goals of the strategy"),
    },
    TRUST: {
        "apply": Entry("mopsctl.cli.files:apply", "Bring a plan file into the store"),
        "diff": Entry("mopsctl.cli.files:diff", "Compare a plan file with the store"),
        "export": Entry("mopsctl.cli.files:export", "Write the store as a plan file"),
        "import": Entry("mopsctl.cli.imports:noun", "Bring in other tools' files"),
        "history": Entry("mopsctl.cli.trust:history", "Show what changed, when and by whom"),
        "undo": Entry("mopsctl.cli.trust:undo", "Take back the latest change"),
        "redo": Entry("mopsctl.cli.trust:redo", "Make the change again that was taken back"),
        "db": Entry("mopsctl.cli.trust:noun", "Check, back up and upgrade the store"),
        "config": Entry("mopsctl.cli.config_page:config", "Show the settings in force, and where they come from"),
        "completion": Entry("mopsctl.cli.trust:completion", "Print the completion script of a shell"),
        "schema": Entry("mopsctl.cli.files:schema", "Print the JSON Schema of the plan file"),
    },
}

ENTRIES: dict[str, Entry] = {name: entry for section in CONTENTS.values() for name, entry in section.items()}
