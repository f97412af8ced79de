CREATE TABLE calendars (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    week TEXT NOT NULL,
    country TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT calendars_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT calendars_week CHECK (week <> '')
)
 WITHOUT ROWID;

CREATE TABLE changesets (
    number INTEGER NOT NULL,
    actor TEXT NOT NULL,
    at DATETIME NOT NULL,
    command TEXT NOT NULL,
    undoes INTEGER,
    redoes INTEGER,
    PRIMARY KEY (number),
    CONSTRAINT changesets_number CHECK (number >= 1),
    FOREIGN KEY(undoes) REFERENCES changesets (number) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(redoes) REFERENCES changesets (number) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE holder (
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT holder_kind CHECK (kind IN ('team', 'person')),
    CONSTRAINT holder_ref CHECK (ref = kind || ':' || key)
)
 WITHOUT ROWID;

CREATE TABLE meta (
    application TEXT NOT NULL,
    uuid TEXT NOT NULL,
    serial INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    created DATETIME NOT NULL,
    PRIMARY KEY (application),
    CONSTRAINT meta_application CHECK (application = 'mopsctl'),
    CONSTRAINT meta_serial CHECK (serial >= 0)
)
 WITHOUT ROWID;

CREATE TABLE scope (
    "key" TEXT NOT NULL,
    PRIMARY KEY ("key")
)
 WITHOUT ROWID;

CREATE TABLE subject (
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT subject_kind CHECK (kind IN ('capability', 'platform', 'task')),
    CONSTRAINT subject_ref CHECK (ref = kind || ':' || key)
)
 WITHOUT ROWID;

CREATE TABLE thing (
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT thing_ref CHECK (ref = kind || ':' || key)
)
 WITHOUT ROWID;

CREATE TABLE changes (
    changeset INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    PRIMARY KEY (changeset, position),
    CONSTRAINT changes_something CHECK ("before" IS NOT NULL OR "after" IS NOT NULL),
    FOREIGN KEY(changeset) REFERENCES changesets (number) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE days_off (
    holder TEXT NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (holder, first),
    CONSTRAINT days_off_last CHECK ("last" >= "first"),
    FOREIGN KEY(holder) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE holidays (
    calendar TEXT NOT NULL,
    "on" DATE NOT NULL,
    name TEXT NOT NULL,
    works BOOLEAN NOT NULL,
    PRIMARY KEY (calendar, "on"),
    FOREIGN KEY(calendar) REFERENCES calendars ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT holidays_works CHECK (works IN (0, 1))
)
 WITHOUT ROWID;

CREATE TABLE teams (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    covers TEXT NOT NULL,
    note TEXT NOT NULL,
    calendar TEXT,
    capacity INTEGER,
    PRIMARY KEY ("key"),
    CONSTRAINT teams_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT teams_capacity CHECK (capacity BETWEEN 0 AND 10000),
    FOREIGN KEY(calendar) REFERENCES calendars ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE people (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    level TEXT NOT NULL,
    title TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT people_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT people_level CHECK ("level" IN ('executive', 'leader', 'practitioner')),
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE assignments (
    subject TEXT NOT NULL,
    holder TEXT NOT NULL,
    letter TEXT NOT NULL,
    state TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    agreed BOOLEAN NOT NULL,
    agreed_by TEXT,
    agreed_on DATE,
    PRIMARY KEY (subject, holder, letter, state, "plan"),
    CONSTRAINT assignments_letter CHECK ("letter" IN ('R', 'A', 'C', 'I')),
    CONSTRAINT assignments_state CHECK ("state" IN ('as-is', 'to-be')),
    CONSTRAINT assignments_plan CHECK ((state = 'as-is') = (plan = '')),
    FOREIGN KEY(subject) REFERENCES subject (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(holder) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("plan") REFERENCES scope ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT assignments_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(agreed_by) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE platforms (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    vendor TEXT NOT NULL,
    cost BIGINT,
    currency TEXT NOT NULL,
    system_owner TEXT,
    budget_owner TEXT,
    manager TEXT,
    contract_end DATE,
    note TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT platforms_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT platforms_status CHECK ("status" IN ('proposed', 'live', 'retiring', 'retired')),
    CONSTRAINT platforms_cost CHECK (cost BETWEEN 0 AND 1000000000000),
    FOREIGN KEY(system_owner) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(budget_owner) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(manager) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE waivers (
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "on" DATE NOT NULL,
    until DATE NOT NULL,
    "plan" TEXT NOT NULL,
    PRIMARY KEY (code, subject, "plan"),
    CONSTRAINT waivers_code CHECK (length(code) = 6),
    CONSTRAINT waivers_until CHECK ("until" >= "on"),
    FOREIGN KEY(subject) REFERENCES thing (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("plan") REFERENCES scope ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE capabilities (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    governing TEXT,
    governed_by TEXT,
    governed_on DATE,
    note TEXT NOT NULL,
    gap_found DATE,
    decide_by DATE,
    PRIMARY KEY ("key"),
    CONSTRAINT capabilities_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(governing) REFERENCES platforms ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(governed_by) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE plans (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    start DATE NOT NULL,
    stage TEXT NOT NULL,
    platform TEXT,
    goal TEXT NOT NULL,
    manager TEXT,
    target DATE,
    idea_from TEXT,
    funded_by TEXT,
    mandate_from TEXT,
    closed DATE,
    built DATE,
    rescoped DATE,
    calendar TEXT,
    PRIMARY KEY ("key"),
    CONSTRAINT plans_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT plans_stage CHECK ("stage" IN ('explore', 'align', 'plan', 'build', 'launch', 'run')),
    CONSTRAINT plans_target CHECK ("target" >= "start"),
    CONSTRAINT plans_closed CHECK ("closed" >= "start"),
    FOREIGN KEY(platform) REFERENCES platforms ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(manager) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(idea_from) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(funded_by) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(mandate_from) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(calendar) REFERENCES calendars ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE alignments (
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    "on" DATE NOT NULL,
    parties TEXT NOT NULL,
    terms TEXT NOT NULL,
    PRIMARY KEY ("plan", team),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE baselines (
    "key" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "on" DATE NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT baselines_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE conversations (
    "key" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    "on" DATE NOT NULL,
    person TEXT,
    channel TEXT NOT NULL,
    sees_problem TEXT,
    objection TEXT,
    reason TEXT NOT NULL,
    challenges TEXT NOT NULL,
    needed TEXT NOT NULL,
    angle TEXT,
    next_step TEXT NOT NULL,
    next_on DATE,
    source TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT conversations_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT conversations_channel CHECK ("channel" IN ('meeting', 'call', 'workshop', 'e-mail', 'chat', 'sheet')),
    CONSTRAINT conversations_view CHECK ("sees_problem" IN ('yes', 'partly', 'no')),
    CONSTRAINT conversations_objection CHECK ("objection" IN ('priorities', 'speed', 'own-tool', 'cost', 'other')),
    CONSTRAINT conversations_angle CHECK ("angle" IN ('technical', 'analytical', 'creative')),
    CONSTRAINT conversations_next CHECK ("next_on" >= "on"),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(person) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE digests (
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    "on" DATE NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY ("plan", team),
    CONSTRAINT digests_serial CHECK (serial BETWEEN 0 AND 2000000000),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE offerings (
    capability TEXT NOT NULL,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    PRIMARY KEY (capability, platform, team),
    FOREIGN KEY(capability) REFERENCES capabilities ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(platform) REFERENCES platforms ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE reviews (
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    "on" DATE NOT NULL,
    verdict TEXT NOT NULL,
    improvements TEXT NOT NULL,
    understanding INTEGER,
    PRIMARY KEY ("plan", team, "on"),
    CONSTRAINT reviews_verdict CHECK ("verdict" IN ('approved', 'changes', 'no-reply')),
    CONSTRAINT reviews_understanding CHECK (understanding BETWEEN 1 AND 5),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE similarities (
    capability TEXT NOT NULL,
    "like" TEXT NOT NULL,
    PRIMARY KEY (capability, "like"),
    CONSTRAINT similarities_order CHECK (capability < "like"),
    FOREIGN KEY(capability) REFERENCES capabilities ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("like") REFERENCES capabilities ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE support (
    "plan" TEXT NOT NULL,
    person TEXT NOT NULL,
    solution TEXT NOT NULL,
    timing TEXT NOT NULL,
    takes_part BOOLEAN NOT NULL,
    informed BOOLEAN NOT NULL,
    PRIMARY KEY ("plan", person),
    CONSTRAINT support_solution CHECK ("solution" IN ('yes', 'no', 'unasked')),
    CONSTRAINT support_timing CHECK ("timing" IN ('yes', 'no', 'unasked')),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(person) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT support_takes_part CHECK (takes_part IN (0, 1)),
    CONSTRAINT support_informed CHECK (informed IN (0, 1))
)
 WITHOUT ROWID;

CREATE TABLE actions (
    "key" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    owner TEXT,
    due DATE,
    state TEXT NOT NULL,
    closed_on DATE,
    said_in TEXT,
    PRIMARY KEY ("key"),
    CONSTRAINT actions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT actions_kind CHECK ("kind" IN ('educate', 'persuade', 'approval', 'support', 'resources')),
    CONSTRAINT actions_state CHECK ("state" IN ('open', 'done', 'dropped')),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE asks (
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    kind TEXT NOT NULL,
    asked_on DATE NOT NULL,
    round INTEGER NOT NULL,
    state TEXT NOT NULL,
    "of" TEXT,
    due DATE,
    answered_on DATE,
    person TEXT,
    allocation INTEGER,
    start DATE,
    leader TEXT,
    forum TEXT NOT NULL,
    forum_on DATE,
    granted TEXT NOT NULL,
    until DATE,
    reason TEXT NOT NULL,
    resolution TEXT,
    said_in TEXT,
    PRIMARY KEY ("plan", team, kind, round),
    CONSTRAINT asks_kind CHECK ("kind" IN ('assign', 'advocate', 'contribute')),
    CONSTRAINT asks_state CHECK ("state" IN ('open', 'promised', 'proven', 'refused', 'deferred', 'withdrawn')),
    CONSTRAINT asks_resolution CHECK ("resolution" IN ('escalate', 'substitute', 're-scope', 'accept')),
    CONSTRAINT asks_round CHECK (round BETWEEN 1 AND 1000),
    CONSTRAINT asks_allocation CHECK (allocation BETWEEN 0 AND 100),
    CONSTRAINT asks_due CHECK ("due" >= "asked_on"),
    CONSTRAINT asks_answered CHECK ("answered_on" >= "asked_on"),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("of") REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(person) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(leader) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE evidence (
    "key" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    what TEXT NOT NULL,
    asked_of TEXT NOT NULL,
    source TEXT NOT NULL,
    asked_on DATE,
    needed_by DATE,
    received_on DATE,
    shows TEXT NOT NULL,
    said_in TEXT,
    PRIMARY KEY ("key"),
    CONSTRAINT evidence_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT evidence_asked_of CHECK ("asked_of" IN ('vendor', 'peer')),
    CONSTRAINT evidence_needed CHECK ("needed_by" >= "asked_on"),
    CONSTRAINT evidence_received CHECK ("received_on" >= "asked_on"),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE notes (
    conversation TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (conversation),
    FOREIGN KEY(conversation) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE participations (
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    involvement TEXT NOT NULL,
    because TEXT NOT NULL,
    critical TEXT NOT NULL,
    work INTEGER,
    influence INTEGER,
    impact TEXT NOT NULL,
    understood_by TEXT,
    capabilities INTEGER,
    said_in TEXT,
    review_by DATE,
    align_by DATE,
    PRIMARY KEY ("plan", team),
    CONSTRAINT participations_involvement CHECK ("involvement" IN ('involved', 'affected', 'out')),
    CONSTRAINT participations_critical CHECK ("critical" IN ('yes', 'no', 'unasked')),
    CONSTRAINT participations_work CHECK (work BETWEEN 1 AND 5),
    CONSTRAINT participations_influence CHECK (influence BETWEEN 1 AND 5),
    CONSTRAINT participations_capabilities CHECK (capabilities BETWEEN 0 AND 10000),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(understood_by) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE tasks (
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    team TEXT,
    owner TEXT,
    kind TEXT NOT NULL,
    days INTEGER,
    capability TEXT,
    not_before DATE,
    percent INTEGER NOT NULL,
    started DATE,
    finished DATE,
    note TEXT NOT NULL,
    "by" TEXT,
    agreed BOOLEAN NOT NULL,
    said_in TEXT,
    must_by DATE,
    days_low INTEGER,
    days_high INTEGER,
    share INTEGER NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT tasks_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT tasks_kind CHECK ("kind" IN ('task', 'milestone', 'learning', 'alignment', 'decision', 'communication', 'decommission', 'implementation')),
    CONSTRAINT tasks_days CHECK (days BETWEEN 0 AND 10000),
    CONSTRAINT tasks_milestone CHECK (kind <> 'milestone' OR days IS NULL OR days = 0),
    CONSTRAINT tasks_percent CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT tasks_finished CHECK ("finished" >= "started"),
    CONSTRAINT tasks_days_low CHECK (days_low BETWEEN 0 AND 10000),
    CONSTRAINT tasks_days_high CHECK (days_high BETWEEN 0 AND 10000),
    CONSTRAINT tasks_optimistic CHECK (days_low <= days),
    CONSTRAINT tasks_pessimistic CHECK (days_high >= days),
    CONSTRAINT tasks_estimates CHECK (days_low <= days_high),
    CONSTRAINT tasks_share CHECK (share BETWEEN 0 AND 100),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(capability) REFERENCES capabilities ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT tasks_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(said_in) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE baseline_dates (
    baseline TEXT NOT NULL,
    task TEXT NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL,
    PRIMARY KEY (baseline, task),
    CONSTRAINT baseline_dates_finish CHECK ("finish" >= "start"),
    FOREIGN KEY(baseline) REFERENCES baselines ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(task) REFERENCES tasks ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE conditions (
    "key" TEXT NOT NULL,
    what TEXT NOT NULL,
    task TEXT NOT NULL,
    owner TEXT,
    due DATE,
    met DATE,
    PRIMARY KEY ("key"),
    CONSTRAINT conditions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(task) REFERENCES tasks ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE leads (
    task TEXT NOT NULL,
    team TEXT NOT NULL,
    days INTEGER NOT NULL,
    aligned DATE,
    PRIMARY KEY (task, team),
    CONSTRAINT leads_days CHECK (days BETWEEN 0 AND 10000),
    FOREIGN KEY(task) REFERENCES tasks ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE links (
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    kind TEXT NOT NULL,
    lag INTEGER NOT NULL,
    PRIMARY KEY ("before", "after", kind),
    CONSTRAINT links_itself CHECK ("before" <> "after"),
    CONSTRAINT links_kind CHECK ("kind" IN ('FS', 'SS', 'FF', 'SF')),
    CONSTRAINT links_lag CHECK (lag BETWEEN -10000 AND 10000),
    FOREIGN KEY("before") REFERENCES tasks ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("after") REFERENCES tasks ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE needs (
    "key" TEXT NOT NULL,
    what TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    team TEXT NOT NULL,
    "by" TEXT,
    agreed BOOLEAN NOT NULL,
    task TEXT,
    said_in TEXT,
    PRIMARY KEY ("key"),
    CONSTRAINT needs_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY("plan") REFERENCES plans ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT needs_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(task) REFERENCES tasks ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations ("key") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;
