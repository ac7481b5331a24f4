package dev.nephelite.blob.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The outcomes by lease state, as in the tables of the REST reference. An existing lease belongs to A. */
final class LeaseTable {
    private static final String OF_ACTIONS = """
            |             | available  | leased         | leased for ever | breaking           | broken     | expired    |
            | acquire     | leased     | AlreadyPresent | AlreadyPresent  | AlreadyPresent     | leased     | leased     |
            | acquire A   | leased A   | leased A       | leased A        | BreakingNoAcquire  | leased A   | leased A   |
            | acquire B   | leased B   | AlreadyPresent | AlreadyPresent  | AlreadyPresent     | leased B   | leased B   |
            | renew A     | Mismatch   | leased A       | leased A        | BrokenNoRenew      | BrokenNoRenew | leased A |
            | renew B     | Mismatch   | Mismatch       | Mismatch        | Mismatch           | Mismatch   | Mismatch   |
            | change A to B | NotPresent | leased B     | leased B        | BreakingNoChange   | NotPresent | NotPresent |
            | change A to A | NotPresent | leased A     | leased A        | BreakingNoChange   | NotPresent | NotPresent |
            | change C to A | NotPresent | leased A     | leased A        | Mismatch           | NotPresent | NotPresent |
            | change B to C | NotPresent | Mismatch     | Mismatch        | Mismatch           | NotPresent | NotPresent |
            | release A   | Mismatch   | available      | available       | available          | available  | available  |
            | release B   | Mismatch   | Mismatch       | Mismatch        | Mismatch           | Mismatch   | Mismatch   |
            | break       | NotPresent | breaking 20    | broken 0        | breaking 20        | broken 0   | broken 0   |
            | break 0     | NotPresent | broken 0       | broken 0        | broken 0           | broken 0   | broken 0   |
            | break 10    | NotPresent | breaking 10    | breaking 10     | breaking 10        | broken 0   | broken 0   |
            | break 60    | NotPresent | breaking 20    | breaking 60     | breaking 20        | broken 0   | broken 0   |
            """;

    private static final String OF_USE = """
            |         | available  | leased   | leased for ever | breaking | broken   | expired  |
            | write A | NotPresent | ok       | ok              | ok       | Lost     | Lost     |
            | write B | NotPresent | Mismatch | Mismatch        | Mismatch | Mismatch | Mismatch |
            | write   | ok         | Missing  | Missing         | Missing  | ok       | ok       |
            | read A  | NotPresent | ok       | ok              | ok       | Lost     | Lost     |
            | read B  | NotPresent | Mismatch | Mismatch        | Mismatch | Mismatch | Mismatch |
            | read    | ok         | ok       | ok              | ok       | ok       | ok       |
            """;

    private LeaseTable() {}

    /** The action, the state of the lease, and the outcome. */
    static Stream<Arguments> ofActions() {
        return cells(OF_ACTIONS);
    }

    /** The operation, the client that requests it, the state of the lease, and the outcome. */
    static Stream<Arguments> ofUse() {
        return cells(OF_USE);
    }

    private static Stream<Arguments> cells(String table) {
        List<List<String>> rows = table.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
        List<Arguments> cells = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int column = 2; column < row.size() - 1; column++) {
                cells.add(Arguments.of(row.get(1), rows.get(0).get(column), row.get(column)));
            }
        }
        return cells.stream();
    }
}
