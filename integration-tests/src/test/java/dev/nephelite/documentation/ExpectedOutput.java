package dev.nephelite.documentation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output as a document shows it. What differs from run to run matches any value of its kind: points in time, durations,
 * ids, sequence numbers of events; {@code ...} matches the rest of a word, a line that is {@code ...} any number of lines.
 */
record ExpectedOutput(List<String> lines) {
    private static final String ANY_LINES = "...";

    /** Each group is a kind of value, in the order of {@link #VALUES}. */
    private static final Pattern VARYING = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?)"
            + "|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
            + "|((?<= )[0-9a-f]{8}(?=] ))"
            + "|(\\b\\d+ ?ms\\b)"
            + "|((?<=Z\\] )\\d+(?= [A-Z]\\w+\\.))"
            + "|(\\.\\.\\.|…)"
            + "|( {2,})");

    private static final List<String> VALUES = List.of(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "[0-9a-f]{8}",
            "\\d+ ?ms",
            "\\d+",
            ".*",
            " {2,}");

    /** Whether these lines are the output, all of it. */
    boolean matches(List<String> actual) {
        String all = String.join("\n", lines) + "\n";
        StringBuilder pattern = new StringBuilder();
        for (String line : all.split("\n", -1)) {
            pattern.append(line.equals(ANY_LINES) ? "(?:.*\n)*" : pattern(line) + "\n");
        }
        return Pattern.matches(pattern.substring(0, pattern.length() - 1), String.join("\n", actual) + "\n");
    }

    /** Whether one line is the same as the one that is shown. */
    static boolean isSame(String shown, String actual) {
        return Pattern.matches(pattern(shown), actual);
    }

    private static String pattern(String line) {
        StringBuilder pattern = new StringBuilder();
        Matcher varying = VARYING.matcher(line);
        int end = 0;
        while (varying.find()) {
            pattern.append(Pattern.quote(line.substring(end, varying.start())));
            for (int kind = 0; kind < VALUES.size(); kind++) {
                if (varying.group(kind + 1) != null) {
                    pattern.append(VALUES.get(kind));
                }
            }
            end = varying.end();
        }
        return pattern.append(Pattern.quote(line.substring(end))).toString();
    }
}
