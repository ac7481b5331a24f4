package dev.nephelite.cli.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Prints the newest lines of a stream that a running server serves and then, if wanted, each line that is added. All such
 * streams take the parameters {@code after} and {@code follow}.
 *
 * @param stream what serves it
 * @param parse parses a line
 * @param position what {@code after} has to be to continue after a line
 * @param wanted whether a line is printed
 * @param print prints a line; returns false if nobody reads the output any more
 */
public record TailRequest<T>(
        RemoteResource stream,
        Function<String, T> parse,
        Function<T, String> position,
        Predicate<T> wanted,
        Predicate<T> print) {
    /**
     * Prints the newest lines that are stored.
     *
     * @param begin a parameter that says where to begin, such as {@code after=17}
     * @param most how many wanted lines are printed
     * @return the position after the newest line, or empty if nobody reads the output any more
     */
    public Optional<String> past(String begin, int most) throws IOException, InterruptedException {
        Deque<T> lines = new ArrayDeque<>();
        String[] last = {"0"};
        stream.server().lines(stream.path() + "?follow=false&" + begin, text -> {
            T line = parse.apply(text);
            last[0] = position.apply(line);
            if (wanted.test(line)) {
                lines.add(line);
            }
            if (lines.size() > most) {
                lines.remove();
            }
            return true;
        });
        return lines.stream().allMatch(print) ? Optional.of(last[0]) : Optional.empty();
    }

    /**
     * Prints each new line until the server stops.
     *
     * @param after the position to begin at
     * @return whether the server has stopped; false if nobody reads the output any more
     */
    public boolean follow(String after) throws IOException, InterruptedException {
        boolean[] read = {true};
        stream.server().lines(stream.path() + "?follow=true&after=" + after, text -> {
            T line = parse.apply(text);
            read[0] = !wanted.test(line) || print.test(line);
            return read[0];
        });
        return read[0];
    }
}
