package dev.nephelite.function.run;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, with some of the lines around them. */
final class LineDifference {
    /** How many equal lines are shown before and after a difference. */
    private static final int CONTEXT = 3;

    /** If more lines would have to be compared, the common ones between the first and the last difference are not looked for. */
    private static final long MAX_COMPARISONS = 4_000_000;

    private final List<Line> lines = new ArrayList<>();

    private LineDifference() {}

    /** A line of one or of both texts. */
    private record Line(Mark mark, String text) {}

    private enum Mark {
        BOTH("  "),
        BEFORE("- "),
        AFTER("+ ");

        private final String prefix;

        Mark(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Compares two texts line by line.
     *
     * @return lines that begin with {@code "- "} if only {@code before} has them, with {@code "+ "} if only {@code after} has
     *     them, and with two spaces if both have them; empty if the texts are equal
     */
    static List<String> between(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        LineDifference difference = new LineDifference();
        difference.compare(List.of(before.split("\n", -1)), List.of(after.split("\n", -1)));
        return difference.shown();
    }

    private void compare(List<String> before, List<String> after) {
        int most = Math.min(before.size(), after.size());
        int start = 0;
        while (start < most && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        add(Mark.BOTH, before.subList(0, start));
        compareMiddle(before.subList(start, before.size() - end), after.subList(start, after.size() - end));
        add(Mark.BOTH, before.subList(before.size() - end, before.size()));
    }

    private void compareMiddle(List<String> before, List<String> after) {
        if ((long) before.size() * after.size() > MAX_COMPARISONS) {
            add(Mark.BEFORE, before);
            add(Mark.AFTER, after);
            return;
        }
        int[][] common = longestCommon(before, after);
        int first = 0;
        int second = 0;
        while (first < before.size() && second < after.size()) {
            if (before.get(first).equals(after.get(second))) {
                lines.add(new Line(Mark.BOTH, before.get(first)));
                first++;
                second++;
            } else if (common[first + 1][second] >= common[first][second + 1]) {
                lines.add(new Line(Mark.BEFORE, before.get(first++)));
            } else {
                lines.add(new Line(Mark.AFTER, after.get(second++)));
            }
        }
        add(Mark.BEFORE, before.subList(first, before.size()));
        add(Mark.AFTER, after.subList(second, after.size()));
    }

    /** How many lines the texts have in common, at most, from a line of the one and a line of the other on. */
    private static int[][] longestCommon(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int first = before.size() - 1; first >= 0; first--) {
            for (int second = after.size() - 1; second >= 0; second--) {
                common[first][second] = before.get(first).equals(after.get(second))
                        ? common[first + 1][second + 1] + 1
                        : Math.max(common[first + 1][second], common[first][second + 1]);
            }
        }
        return common;
    }

    private void add(Mark mark, List<String> texts) {
        texts.forEach(text -> lines.add(new Line(mark, text)));
    }

    private List<String> shown() {
        boolean[] near = new boolean[lines.size()];
        for (int index = 0; index < near.length; index++) {
            if (lines.get(index).mark() != Mark.BOTH) {
                int end = Math.min(near.length, index + CONTEXT + 1);
                for (int around = Math.max(0, index - CONTEXT); around < end; around++) {
                    near[around] = true;
                }
            }
        }
        List<String> shown = new ArrayList<>();
        for (int index = 0; index < near.length; index++) {
            if (near[index]) {
                shown.add(lines.get(index).mark().prefix + lines.get(index).text());
            } else if (index == 0 || near[index - 1]) {
                shown.add(Mark.BOTH.prefix + "...");
            }
        }
        return shown;
    }
}
