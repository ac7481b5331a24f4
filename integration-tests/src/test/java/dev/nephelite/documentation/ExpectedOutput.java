package dev.nephelite.documentation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Output as a document shows it. What differs from run to run matches any value of its kind: points in time, durations,
 * ids, sequence numbers of events; {@code ...} matches the rest of a word, a line that is {@code ...} any number of lines.
 */
record ExpectedOutput(List<String> lines) {
    private static final String ANY_LINES = "...";

    /**
     * A kind of value that differs from run to run.
     *
     * @param shown the pattern of such a value in a document
     * @param actual the pattern of what may be printed in its place
     */
    private record Kind(String shown, String actual) {
        Kind(String both) {
            this(both, both);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?"),
            new Kind("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            new Kind("\\b[0-9a-f]{8}(?=\\])", "[0-9a-f]{8}"),
            new Kind("\\b\\d+ ?ms\\b", "\\d+ ?ms"),
            new Kind("(?<=Z\\] )\\d+(?= [A-Z]\\w+\\.)", "\\d+"),
            new Kind("\\.\\.\\.|…", ".*"),
            new Kind(" {2,}"));

    private static final Pattern VARYING =
            Pattern.compile(KINDS.stream().map(kind -> "(" + kind.shown() + ")").collect(Collectors.joining("|")));

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
            for (int i = 0; i < KINDS.size(); i++) {
                if (varying.group(i + 1) != null) {
                    pattern.append(KINDS.get(i).actual());
                }
            }
            end = varying.end();
        }
        return pattern.append(Pattern.quote(line.substring(end))).toString();
    }
}
