"""The tables of version 4 that hold the charts, as they were when it came out. Frozen, as `version_4_tables`."""

CHARTS = """\
CREATE TABLE functions (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT functions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT functions_shared CHECK (shared IN (0, 1))
) WITHOUT ROWID;
CREATE TABLE goals (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    horizon DATE,
    metric TEXT NOT NULL,
    unit TEXT NOT NULL,
    target FLOAT,
    parent TEXT,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT goals_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT goals_target CHECK (target BETWEEN -1e15 AND 1e15),
    FOREIGN KEY(parent) REFERENCES goals (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE pillars (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT pillars_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key)
) WITHOUT ROWID;
CREATE TABLE maturities (
    function TEXT NOT NULL,
    "on" DATE NOT NULL,
    level INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (function, "on"),
    CONSTRAINT maturities_level CHECK (level BETWEEN 1 AND 5),
    FOREIGN KEY(function) REFERENCES functions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE held_skills (
    person TEXT NOT NULL,
    skill TEXT NOT NULL,
    PRIMARY KEY (person, skill),
    CONSTRAINT held_skills_skill CHECK (length(skill) BETWEEN 1 AND 64 AND replace(skill, ':', '') = skill),
    FOREIGN KEY(person) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE positions (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    transition TEXT,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT positions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(transition) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE boxes (
    position TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    reports_to TEXT,
    team TEXT,
    holder TEXT,
    allocation INTEGER NOT NULL,
    vacancy TEXT NOT NULL,
    fill_by DATE,
    goal TEXT,
    why TEXT NOT NULL,
    for_others INTEGER NOT NULL,
    cost BIGINT,
    since DATE,
    PRIMARY KEY (position, state),
    CONSTRAINT boxes_state CHECK (state IN ('as-is', 'to-be')),
    CONSTRAINT boxes_allocation CHECK (allocation BETWEEN 0 AND 1000),
    CONSTRAINT boxes_for_others CHECK (for_others BETWEEN 0 AND 100),
    CONSTRAINT boxes_cost CHECK (cost BETWEEN 0 AND 1000000000000),
    FOREIGN KEY(position) REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(reports_to) REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(holder) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(goal) REFERENCES goals (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE coverage (
    position TEXT NOT NULL,
    covers TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (position, covers, state),
    CONSTRAINT coverage_state CHECK (state IN ('as-is', 'to-be')),
    CONSTRAINT coverage_covers CHECK (substr(covers, 1, 9) = 'function:' OR substr(covers, 1, 7) = 'pillar:'),
    FOREIGN KEY(position) REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(covers) REFERENCES thing (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE dotted_lines (
    position TEXT NOT NULL,
    "to" TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (position, "to", state),
    CONSTRAINT dotted_lines_state CHECK (state IN ('as-is', 'to-be')),
    CONSTRAINT dotted_lines_itself CHECK (position <> "to"),
    FOREIGN KEY(position) REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("to") REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE numbers (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    unit TEXT NOT NULL,
    target FLOAT,
    due DATE,
    parent TEXT,
    PRIMARY KEY (key),
    CONSTRAINT numbers_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT numbers_target CHECK (target BETWEEN -1e15 AND 1e15),
    FOREIGN KEY(position) REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(parent) REFERENCES numbers (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE wanted_skills (
    position TEXT NOT NULL,
    skill TEXT NOT NULL,
    PRIMARY KEY (position, skill),
    CONSTRAINT wanted_skills_skill CHECK (length(skill) BETWEEN 1 AND 64 AND replace(skill, ':', '') = skill),
    FOREIGN KEY(position) REFERENCES positions (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
"""
