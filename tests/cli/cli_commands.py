"""The tour: command lines that work on the example as it is, each on its own. Every verb is among them (a test)."""

READS = (
    "plan status",
    "plan list",
    "plan show",
    "gaps",
    "gaps --select RAC --ignore RAC705 --fail-on warning",
    "gate",
    "gate --strict",
    "gate --all",
    "waiver list",
    "rule list",
    "rule show RAC701",
    "meet analytics",
    "outreach list",
    "outreach show it",
    "outreach action list --audience me",
    "outreach action list --team it --audience leaders",
    "outreach evidence list",
    "outreach evidence list --team it",
    "commit show",
    "commit show analytics",
    "commit show --history",
    "support show",
    "support show --missing",
    "raci show",
    "raci show --plan cdp-rollout",
    "raci show --team martech --state as-is",
    "raci show --capability send-campaigns",
    "task list --team analytics",
    "task list",
    "task show list-audiences",
    "condition list",
    "condition list --task load-profiles",
    "condition show processing-agreed",
    "need list",
    "need list --team it",
    "need show component-library",
    "timeline show",
    "timeline show --team martech",
    "timeline show --person ada --by kind",
    "timeline show --critical --from 2027-01-01 --to 2027-03-31 --by none",
    "timeline show --capability send-campaigns --by capability",
    "timeline why go-live",
    "timeline what-if --slip connect-crm=+5wd",
    "timeline what-if --refuse legal --without maya --decide manage-consent=2027-01-15",
    "timeline what-if --each --days 3",
    "timeline load",
    "timeline load --person yuki --over",
    "timeline level",
    "plan baseline --list",
    "digest analytics",
    "digest it --since 2026-11-02",
    "team list",
    "team show analytics",
    "person list",
    "person list --team it",
    "person show ada",
    "calendar list",
    "calendar show hamburg",
    "platform list",
    "platform show cdp",
    "capability list",
    "capability show send-campaigns",
    "import tasks tasks.csv --preview",
    "history --last 5",
    "diff plan.yaml",
    "db check",
)  # fmt: skip

# Of these the reports that say less to others: in a pipe, where no audience was said, stderr tells so.
VEILED = (
    "plan status", "gaps", "gate", "commit show", "support show", "team show", "history", "outreach list",
    "outreach show", "outreach action list", "waiver list", "person list", "person show",
    "meet", "calendar show",
)  # fmt: skip
VEIL = "mopsctl: for everybody: refusals, influence and scores are left out; --audience me shows them\n"


def said_beside(line: str) -> str:
    """What a reading line says on stderr when it runs in a pipe."""
    return VEIL if line.startswith(VEILED) and "--audience" not in line else ""


# The same, for verbs that print a text rather than a report.
TALKS = (
    "export", "export -", "schema", "completion bash", "completion zsh", "completion fish",
    "commit draft it --kind assign", "commit draft it --kind assign --draft eml --lang tr",
    "meet sales --sheet md --lang tr",
)  # fmt: skip

# What shows a page and, told to, stores what it shows.
KEEPS = (
    "timeline what-if --slip connect-crm=+5wd --keep",
    "timeline level --keep",
    "digest analytics --sent",
)

WRITES = (
    'plan init "Loyalty app" --key loyalty-app --platform loyalty-app --target +40wd',
    "plan set --target 2027-06-30 --manager omer",
    "plan stage align",
    "plan close",
    "plan set --calendar gdansk",
    "plan baseline",
    'plan baseline replanned --note "after the tills were late"',
    "plan baseline signed --replace",
    "plan baseline --remove signed",
    'plan review analytics --verdict changes --improvements "two weeks more"',
    'outreach log it --sees-problem no --objection cost --why "no budget" --note "ask Priya alone" --action persuade',
    'outreach set it-1 --why "the till comes first" --note "changed her mind"',
    "outreach remove it-1 --cascade",
    'outreach action add it --kind educate --what "an hour with the vendor" --owner ada --due +10wd',
    "outreach action set win-tomasz --due +10wd --kind persuade",
    "outreach action done win-tomasz --on 2026-11-20",
    "outreach action drop win-tomasz",
    "outreach action remove win-tomasz",
    'outreach evidence ask it --what "uptime over a year" --of peer --source "Nordic Shoes" --needed-by +10wd',
    'outreach evidence received warehouse-beside-it --shows "by one key"',
    "outreach evidence set warehouse-beside-it --needed-by +5wd",
    "outreach evidence remove warehouse-beside-it",
    'meet analytics --with wen --sees-problem partly --critical yes --need "SQL on the profiles" --contribute later '
    "--until +4w",
    'waive GAT401 analytics --reason "the lists move in June" --by helena --until 2027-06-30',
    "waiver remove GAT402 personalise-content",
    "commit ask analytics --kind assign --of ada --due 2026-12-04",
    "commit promise analytics --kind assign --person ada --allocation 50 --start 2027-01-11",
    'commit prove it --kind advocate --granted "two engineers until June"',
    'commit refuse data-management --kind assign --because "no capacity before June"',
    "commit defer sales --kind contribute --until 2027-02-01",
    'commit withdraw sales --kind assign --because "asked their leader instead"',
    "commit resolve analytics --kind contribute --by escalate",
    "support set helena --solution yes --timing no --takes-part --informed",
    "raci set send-campaigns --team martech R A",
    "raci clear send-campaigns --team marketing-operations",
    "raci agree send-campaigns --team marketing-operations --by grace",
    'task add dry-run --name "Dry run" --team analytics --owner ada --days 8 --after list-audiences',
    "task set list-audiences --days 10",
    "task set pilot --days-low 8 --days-high 15 --must-by 2027-03-12 --share 50 --ref MSP-17",
    'task set pilot --days ""',
    "task link list-audiences pilot",
    "task link connect-crm pilot --kind SS --lag -2",
    "task lead pilot --with it --with legal --days 5",
    "task lead load-profiles --with it --aligned today",
    "task lead load-profiles --with it --remove",
    "task unlink contract-signed kick-off",
    "task done list-audiences --on 2026-11-20",
    "task remove list-audiences --cascade",
    "task rename list-audiences audience-list",
    'condition add sender-named --what "a sender address is chosen" --task pilot --owner ada --due +10wd',
    "condition set processing-agreed --due +20wd --owner ada",
    "condition met processing-agreed --on 2026-11-20",
    "condition remove store-for-tests",
    "condition rename store-for-tests store",
    'need add event-names --team analytics --what "event names frozen by March" --by ada --agreed',
    "need set component-library --agreed",
    "need remove component-library",
    "need rename component-library components",
    'team add growth --name "Growth" --covers marketing --covers analytics',
    'team set it --name "IT and engineering" --covers it --covers security',
    "team set it --calendar hamburg --capacity 4",
    'team off marketing 2026-12-24 2027-01-01 --why "nobody buys"',
    "team off it 2027-01-28 --remove",
    "team remove sales --cascade",
    "team rename it engineering",
    'team join sales --out --because "no change for them before launch"',
    "team join analytics --review-by +5wd --align-by +10wd",
    'team align analytics --parties "Wen, Işıl" --terms "runs until the pilot is over"',
    'person add deniz --name "Deniz Ertuğrul" --team analytics --level practitioner',
    'person set ada --level leader --title "Head of analytics"',
    "person off ada 2026-12-21 2027-01-08",
    "person off maya 2027-02-09 2027-02-10 --remove",
    "person remove ada --cascade",
    "person rename ada ada-eriksen",
    "calendar add york --country GB-ENG --years 2026-2027",
    "calendar add part-time --week mon,wed,fri",
    "calendar set hamburg --week mon-thu",
    "calendar set gdansk --country CZ",
    "calendar holidays gdansk --years 2027",
    'calendar off hamburg 2026-12-24 --name "Closed"',
    "calendar work hamburg 2026-12-12",
    "calendar clear hamburg 2026-12-25",
    "calendar remove hamburg --cascade",
    "calendar rename hamburg head-office",
    'platform add survey --name "Survey" --status proposed --cost 12000 --currency EUR',
    "platform set esp --status retiring --contract-end 2027-06-30",
    "platform remove survey-tool --cascade",
    "platform rename esp mailer",
    'capability add fax-campaigns --name "Send faxes" --area Campaigns',
    "capability set send-campaigns --area Outbound",
    "capability set personalise-content --decide-by +20wd",
    "capability remove score-propensity --cascade",
    "capability rename send-campaigns send-mail",
    "capability offer send-service-messages --platform cdp --team it",
    "capability offer send-campaigns --platform esp --team marketing-operations --withdraw",
    "capability gap send-campaigns --found 2026-10-05",
    "capability similar create-content build-templates",
    "capability govern manage-consent --platform cdp --by noor",
    "apply more.yaml",
    "import raci matrix.md --create",
    "import raci matrix.csv --state as-is",
    "import project project.xml",
    "import tasks tasks.csv",
)

FILES = {
    "plan.yaml": """mopsctl: 1
teams:
- {key: it, name: Engineering}
- {key: growth, name: Growth}
""",
    "more.yaml": """mopsctl: 1
teams:
- {key: growth, name: Growth}
people:
- {key: deniz, name: Deniz Ertuğrul, team: growth}
""",
    "matrix.md": """| Activity | Marketing | Printers |
|---|---|---|
| Send campaigns by post | RA | C/I |
| send-campaigns | C | **I** |
""",
    "matrix.csv": "activity,martech,it\nrun-platform,A,R\n",
    "project.xml": """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
<Name>Loyalty cards</Name>
<StartDate>2026-11-23T08:00:00</StartDate>
<Tasks>
<Task><UID>1</UID><ID>1</ID><Name>Print cards</Name><Duration>PT40H0M0S</Duration></Task>
<Task><UID>2</UID><ID>2</ID><Name>Send cards</Name><Duration>PT16H0M0S</Duration>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag></PredecessorLink></Task>
</Tasks>
</Project>
""",
    "tasks.csv": "Name,Duration,Predecessors\nPrint cards,5 days,\nSend cards,2 days,1\n",
}
