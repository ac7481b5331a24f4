package dev.nephelite.emulator.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads UTC times whose digits are at fixed places of a text. */
final class TimeDigits {
    private TimeDigits() {}

    /** The number that these characters represent, or -1 if one of them is not a digit. */
    static int number(String text, int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /** The moment, or null if there is no such time. */
    static @Nullable Instant moment(int year, int month, int day, int hour, int minute, int second) {
        boolean exists = year >= 0
                && (month >= 1 && month <= 12)
                && YearMonth.of(year, month).isValidDay(day)
                && (hour >= 0 && hour < 24)
                && (minute >= 0 && minute < 60)
                && (second >= 0 && second < 60);
        return exists ? LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC) : null;
    }
}
