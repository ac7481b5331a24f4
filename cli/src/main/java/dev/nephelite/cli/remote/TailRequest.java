package dev.nephelite.cli.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The end of something that is written line by line: the last lines there are, and then, where that is wanted, every line
 * that is added.
 *
 * @param server who has the lines
 * @param parse reads one
 * @param wanted whether it is to be printed
 * @param print prints one, and says whether anybody still reads
 */
public record TailRequest<T>(
        RemoteServer server, Function<String, Placed<T>> parse, Predicate<T> wanted, Predicate<T> print) {
    /** A line, and what to ask for those after it by. */
    public record Placed<T>(String place, T line) {}

    /**
     * Prints the last lines there are.
     *
     * @param path where all of them are
     * @param most how many are printed of those that are wanted
     * @return the place of the last line there is, or nothing when nobody reads any more
     */
    public Optional<String> past(String path, int most) throws IOException, InterruptedException {
        Deque<T> lines = new ArrayDeque<>();
        String[] last = {"0"};
        server.lines(path, text -> {
            Placed<T> next = parse.apply(text);
            last[0] = next.place();
            if (wanted.test(next.line())) {
                lines.add(next.line());
            }
            if (lines.size() > most) {
                lines.remove();
            }
            return true;
        });
        return lines.stream().allMatch(print) ? Optional.of(last[0]) : Optional.empty();
    }

    /**
     * Prints what is added, until the server ends.
     *
     * @return whether it did; false when nobody reads any more
     */
    public boolean follow(String path) throws IOException, InterruptedException {
        boolean[] heard = {true};
        server.lines(path, text -> {
            T line = parse.apply(text).line();
            heard[0] = !wanted.test(line) || print.test(line);
            return heard[0];
        });
        return heard[0];
    }
}
