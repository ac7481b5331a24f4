package dev.nephelite.function.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One field of a cron expression: what it may hold, and how its text becomes a set of numbers. */
enum CronField {
    SECOND(0, 59, ""),
    MINUTE(0, 59, ""),
    HOUR(0, 23, ""),
    DAY_OF_MONTH(1, 31, ""),
    MONTH(1, 12, "january february march april may june july august september october november december"),
    DAY_OF_WEEK(0, 6, "sunday monday tuesday wednesday thursday friday saturday");

    private final int minimum;
    private final int maximum;
    private final String names;

    CronField(int minimum, int maximum, String names) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.names = names;
    }

    BitSet parse(String text) {
        BitSet values = new BitSet(maximum + 1);
        for (String element : text.split(",", -1)) {
            addElement(element, values);
        }
        return values;
    }

    private void addElement(String element, BitSet values) {
        int slash = element.indexOf('/');
        String range = slash < 0 ? element : element.substring(0, slash);
        @Nullable Integer step = slash < 0 ? null : step(element.substring(slash + 1));
        int dash = range.indexOf('-');

        int first;
        int last;
        if (range.equals("*")) {
            first = minimum;
            last = maximum;
        } else if (dash > 0) {
            int left = value(range.substring(0, dash));
            int right = value(range.substring(dash + 1));
            first = Math.min(left, right);
            last = Math.max(left, right);
        } else {
            first = value(range);
            last = step == null ? first : maximum;
        }
        for (int value = first; value <= last; value += step == null ? 1 : step) {
            values.set(value);
        }
    }

    private int step(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) == 0) {
            throw refusal("the step '" + text + "' is not a positive number");
        }
        return Integer.parseInt(text);
    }

    private int value(String text) {
        if (text.matches("\\d{1,4}")) {
            int number = Integer.parseInt(text);
            if (number < minimum || number > maximum) {
                throw refusal(number + " is not between " + minimum + " and " + maximum);
            }
            return number;
        }
        String prefix = text.toLowerCase(Locale.ROOT);
        List<String> named = List.of(names.split(" "));
        for (int index = 0; index < named.size() && !prefix.isEmpty(); index++) {
            if (named.get(index).startsWith(prefix)) {
                return index + minimum;
            }
        }
        throw refusal("'" + text + "' is not " + (names.isEmpty() ? "a number" : "a number or a name"));
    }

    private IllegalArgumentException refusal(String reason) {
        String field = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new IllegalArgumentException("Its " + field + " field is wrong: " + reason + ".");
    }
}
