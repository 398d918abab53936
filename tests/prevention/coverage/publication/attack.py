"""An attacker with a solver, who reads everything that is published and how it was masked."""

from itertools import product

from ortools.sat.python import cp_model

from prevention.coverage.masking import FEWEST

MOST = 100_000
LONGEST = 24 * 60  # minutes of a session
TOTAL = "TOTAL"


def minutes(number):
    return round(number * 60)


class Attack:
    """What an attacker knows of the tables of one territory and year.

    Every figure that is shown, and that what is masked is not zero. Counts by theme are also
    taken apart by everything at once (commune, level, partner and sex of the same pupils),
    where that is few enough to be solved: tables must not give away together what none gives
    away alone.
    """

    def __init__(self, tables, *, jointly):
        self.model = cp_model.CpModel()
        self.unknown = {}
        for table in tables:
            for place, figure in enumerate(table.kind.figures):
                self._add(table, figure, place)
        self._link_hours()
        self._link_themes(tables)
        if jointly:
            self._link_pupils([one for one in tables if one.kind.columns == "theme"])

    def _add(self, table, figure, place):
        code = table.kind.code
        for key, cell in table.cells.items():
            number = cell.numbers[place]
            if number is None:
                # Of a class that was met, nobody may have been told to be present.
                least = 0 if figure == "reached" else 1
                variable = self.model.new_int_var(least, MOST, str((code, figure, key)))
            else:
                known = minutes(number) if figure == "hours" else number
                variable = self.model.new_constant(int(known))
            self.unknown[code, figure, key] = variable
        if table.withheld:
            return
        rows = [one.code for one in table.rows if not one.is_total]
        columns = [one.code for one in table.columns if not one.is_total]
        of = lambda row, column: self.unknown[code, figure, (row, column)]  # noqa: E731
        for row in [*rows, TOTAL]:
            self.model.add(of(row, TOTAL) == sum(of(row, one) for one in columns))
        for column in [*columns, TOTAL]:
            self.model.add(of(TOTAL, column) == sum(of(one, column) for one in rows))

    def _link_hours(self):
        for (code, figure, key), hours in self.unknown.items():
            if figure == "hours":
                sessions = self.unknown[code, "sessions", key]
                self.model.add(hours >= sessions)
                self.model.add(hours <= LONGEST * sessions)

    def _link_themes(self, tables):
        """Totals of the themes and the whole are the same in every table of participations."""
        shared = [one for one in tables if one.kind.figures == ["participations"]]
        for one in shared:
            for other in shared:
                for column in {value.code for value in one.columns} & {
                    value.code for value in other.columns
                }:
                    self.model.add(
                        self.unknown[one.kind.code, "participations", (TOTAL, column)]
                        == self.unknown[other.kind.code, "participations", (TOTAL, column)]
                    )

    def _link_pupils(self, tables):
        open_ones = [
            one for one in tables if one.kind.figures == ["participations"] and not one.withheld
        ]
        if not open_ones:
            return
        rows = [[row.code for row in one.rows if not row.is_total] for one in open_ones]
        for theme in [one.code for one in open_ones[0].columns if not one.is_total]:
            cells = {
                together: self.model.new_int_var(0, MOST, str((theme, together)))
                for together in product(*rows)
            }
            for place, one in enumerate(open_ones):
                for row in rows[place]:
                    self.model.add(
                        self.unknown[one.kind.code, "participations", (row, theme)]
                        == sum(cell for key, cell in cells.items() if key[place] == row)
                    )

    def bounds(self, target):
        """The least and the most that a figure can be, or two values that it can have."""
        return self._found(target, self.model.minimize), self._found(target, self.model.maximize)

    def _found(self, target, aim):
        aim(self.unknown[target])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        # Any value on either side of the true one settles it: the best one is not needed.
        solver.parameters.max_time_in_seconds = 20
        status = solver.solve(self.model)
        assert status in {cp_model.OPTIMAL, cp_model.FEASIBLE}, solver.status_name(status)
        return solver.value(self.unknown[target])

    def works_out(self, masked, true):
        """Which small counts can only be what they are."""
        found = []
        for target, number in true.items():
            if 0 < number < FEWEST and target[1] != "hours":
                assert target in masked, f"{target} is shown"
                least, most = self.bounds(target)
                assert least <= number <= most
                if least == most:
                    found.append(target)
        return found


def places(tables):
    """Every figure by table, figure and place."""
    return {
        (table.kind.code, figure, key): cell.numbers[place]
        for table in tables
        for key, cell in table.cells.items()
        for place, figure in enumerate(table.kind.figures)
    }


def truth(tables, shown_as):
    """The same figures unmasked, for the rows and columns of the published tables."""
    true = {}
    for table in tables:
        counts = shown_as[table.kind.code]
        for place, figure in enumerate(table.kind.figures):
            for row, column in table.cells:
                true[table.kind.code, figure, (row, column)] = sum(
                    count
                    for (one, other), count in counts[place].items()
                    if row in {TOTAL, _code(one)}
                    and (column == TOTAL or _code(other) in column.split("+"))
                )
    return true


def _code(value):
    return "NONE" if value in {None, ""} else str(value)


def attacked(tables, counted, *, jointly=True):
    """Count the figures that are masked, and find those that an attacker works out."""
    shown_as = {
        f"participations_by_{name}": [counts] for name, counts in counted.participations.items()
    } | {
        "sessions_by_partner": [counted.sessions, counted.minutes],
        "classes_by_kind": [counted.classes, counted.reached],
    }
    told = places(tables)
    masked = {target for target, number in told.items() if number is None}
    true = truth(tables, shown_as)
    for target, number in told.items():
        if number is not None:
            shown = minutes(number) if target[1] == "hours" else number
            assert shown == true[target], target
    return masked, Attack(tables, jointly=jointly).works_out(masked, true)
