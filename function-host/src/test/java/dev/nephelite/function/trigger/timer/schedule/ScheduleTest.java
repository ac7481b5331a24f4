package dev.nephelite.function.trigger.timer.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduleTest {
    private static ZonedDateTime utc(String text) {
        return LocalDateTime.parse(text).atZone(ZoneOffset.UTC);
    }

    @Nested
    class Given_a_cron_expression {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        0 */5 * * * *          | 2026-01-01T12:00:00 | 2026-01-01T12:05:00
                        0 */5 * * * *          | 2026-01-01T12:04:59 | 2026-01-01T12:05:00
                        */10 * * * * *         | 2026-01-01T12:00:50 | 2026-01-01T12:01:00
                        0 0 * * * *            | 2026-01-01T23:00:00 | 2026-01-02T00:00:00
                        0 30 9 * * *           | 2026-01-01T09:30:00 | 2026-01-02T09:30:00
                        0 30 9 * * 1-5         | 2026-01-02T09:30:00 | 2026-01-05T09:30:00
                        0 30 9 * Jan Mon       | 2026-01-26T09:30:00 | 2027-01-04T09:30:00
                        0 0 5-10 * * *         | 2026-01-01T10:00:00 | 2026-01-02T05:00:00
                        0 0 0 1,15 * *         | 2026-01-01T00:00:00 | 2026-01-15T00:00:00
                        0 0 0 29 2 *           | 2026-01-01T00:00:00 | 2028-02-29T00:00:00
                        0 0 0 31 * *           | 2026-01-31T00:00:00 | 2026-03-31T00:00:00
                        5,8,10 * * * * *       | 2026-01-01T12:00:08 | 2026-01-01T12:00:10
                        0 5/20 * * * *         | 2026-01-01T12:25:00 | 2026-01-01T12:45:00
                        0 10-30/10 * * * *     | 2026-01-01T12:30:00 | 2026-01-01T13:10:00
                        0 30-10/10 * * * *     | 2026-01-01T12:10:00 | 2026-01-01T12:20:00
                        0 0 0 * * sat,sunday   | 2026-01-01T00:00:00 | 2026-01-03T00:00:00
                        59 59 23 31 12 *       | 2026-12-31T23:59:59 | 2027-12-31T23:59:59
                        """)
        void it_fires_next_when_all_six_fields_match(String expression, String after, String next) {
            assertThat(Schedule.parse(expression).next(utc(after))).isEqualTo(utc(next));
        }

        @Test
        void five_fields_fire_at_second_zero() {
            assertThat(Schedule.parse("*/5 * * * *").next(utc("2026-01-01T12:00:00")))
                    .isEqualTo(utc("2026-01-01T12:05:00"));
        }

        @Test
        void both_day_fields_must_match() {
            assertThat(Schedule.parse("0 0 0 13 * Fri").next(utc("2026-01-01T00:00:00")))
                    .as("the first Friday the 13th of 2026")
                    .isEqualTo(utc("2026-02-13T00:00:00"));
        }

        @Test
        void a_fraction_of_a_second_does_not_hold_back_the_next_second() {
            assertThat(Schedule.parse("* * * * * *").next(utc("2026-01-01T12:00:00.999")))
                    .isEqualTo(utc("2026-01-01T12:00:01"));
        }

        @Test
        void it_is_described_as_it_was_written() {
            assertThat(Schedule.parse(" 0 */5 * * * * ").description()).isEqualTo("Cron: '0 */5 * * * *'");
        }

        @ParameterizedTest
        @CsvSource({
            "0 * * * * *, false",
            "30 0 * * * *, false",
            "*/30 * * * * *, true",
            "*/30 0 9 * * *, false",
            "* * * * *, false"
        })
        void it_knows_whether_it_fires_more_than_once_a_minute(String expression, boolean expected) {
            assertThat(Schedule.parse(expression).firesMoreThanOnceAMinute()).isEqualTo(expected);
        }
    }

    @Nested
    class Given_a_time_span {
        @ParameterizedTest
        @CsvSource({
            "00:00:30,   2026-01-01T12:00:30, Constant: 00:00:30",
            "01:00:00,   2026-01-01T13:00:00, Constant: 01:00:00",
            "1.12:00:00, 2026-01-03T00:00:00, Constant: 1.12:00:00",
            "00:10,      2026-01-01T12:10:00, Constant: 00:10:00"
        })
        void it_fires_after_the_same_time_again_and_again(String text, String next, String description) {
            Schedule schedule = Schedule.parse(text);

            assertThat(schedule.next(utc("2026-01-01T12:00:00"))).isEqualTo(utc(next));
            assertThat(schedule.description()).isEqualTo(description);
            assertThat(schedule.adjustsForDaylightSaving()).isFalse();
        }

        @Test
        void less_than_a_minute_is_more_than_once_a_minute() {
            assertThat(Schedule.parse("00:00:59").firesMoreThanOnceAMinute()).isTrue();
            assertThat(Schedule.parse("00:01:00").firesMoreThanOnceAMinute()).isFalse();
        }
    }

    @Nested
    class Given_the_clocks_go_back_in_New_York_at_two_on_1_November_2026 {
        private final ZoneId newYork = ZoneId.of("America/New_York");

        private Stream<String> moments(String expression, String start, int count) {
            Schedule schedule = Schedule.parse(expression);
            return Stream.iterate(ZonedDateTime.parse(start).withZoneSameInstant(newYork), schedule::next)
                    .skip(1)
                    .limit(count)
                    .map(moment -> moment.toOffsetDateTime().toString());
        }

        @Test
        void an_interval_keeps_its_pace_through_the_repeated_hour() {
            assertThat(moments("0 */30 * * * *", "2026-11-01T01:00-04:00", 4))
                    .containsExactly(
                            "2026-11-01T01:30-04:00",
                            "2026-11-01T01:00-05:00",
                            "2026-11-01T01:30-05:00",
                            "2026-11-01T02:00-05:00");
        }

        @Test
        void a_fixed_time_fires_in_the_first_of_the_two_hours_only() {
            assertThat(moments("0 30 1 * * *", "2026-11-01T00:00-04:00", 2))
                    .containsExactly("2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00");
        }

        @Test
        void a_fixed_time_asked_for_in_the_second_hour_waits_for_the_next_day() {
            assertThat(moments("0 30 1 * * *", "2026-11-01T01:10-05:00", 1)).containsExactly("2026-11-02T01:30-05:00");
        }
    }

    @Nested
    class Given_the_clocks_go_forward_in_New_York_at_two_on_8_March_2026 {
        private ZonedDateTime next(String expression, String after) {
            return Schedule.parse(expression).next(LocalDateTime.parse(after).atZone(ZoneId.of("America/New_York")));
        }

        @ParameterizedTest
        @CsvSource({
            "0 */5 * * * *, 2026-03-08T01:55, 2026-03-08T03:00-04:00",
            "0 30 * * * *,  2026-03-08T01:30, 2026-03-08T03:30-04:00",
            "0 30 2 * * *,  2026-03-08T01:00, 2026-03-08T03:30-04:00",
            "0 30 2 * * *,  2026-03-08T03:30, 2026-03-09T02:30-04:00"
        })
        void a_moment_in_the_missing_hour_comes_as_much_later(String expression, String after, String next) {
            assertThat(next(expression, after).toOffsetDateTime()).hasToString(next);
        }
    }

    @Nested
    class Given_the_clocks_of_Berlin_which_go_forward_on_29_March_and_back_on_25_October_2026 {
        private List<String> moments(String expression, String after, int count) {
            ZonedDateTime start = ZonedDateTime.parse(after).withZoneSameInstant(ZoneId.of("Europe/Berlin"));
            return Stream.iterate(start, Schedule.parse(expression)::next)
                    .skip(1)
                    .limit(count)
                    .map(moment -> moment.toOffsetDateTime().toString())
                    .toList();
        }

        @Test
        void fixed_times_fire_once_each_although_their_hour_repeats() {
            assertThat(moments("0 0,30 2 * * *", "2026-10-25T00:00+02:00", 3))
                    .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:00+01:00");
        }

        @Test
        void an_interval_of_hours_fires_in_both() {
            assertThat(moments("0 0 */1 * * *", "2026-10-25T01:00+02:00", 3))
                    .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
        }

        @Test
        void the_hour_that_is_missing_is_made_up_for_right_after_it() {
            assertThat(moments("0 15 2 * * *", "2026-03-28T12:00+01:00", 2))
                    .containsExactly("2026-03-29T03:15+02:00", "2026-03-30T02:15+02:00");
        }

        @Test
        void a_time_span_takes_no_notice() {
            assertThat(moments("01:00:00", "2026-10-25T01:30+02:00", 2))
                    .containsExactly("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00");
        }
    }

    @ParameterizedTest
    @CsvSource({"24:00:00, 24", "25:00:00:00, 25", "1.00:00:00, 1", "7, 7"})
    void parse_readsTimeSpansOfDaysAsDotNetDoes(String text, int days) {
        ZonedDateTime now = utc("2026-01-01T12:00:00");

        assertThat(Schedule.parse(text).next(now)).isEqualTo(now.plusDays(days));
    }

    @Nested
    class Given_a_text_that_is_no_schedule {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "@hourly",
                    "* * * *",
                    "* * * * * * *",
                    "0 60 * * * *",
                    "0 0 24 * * *",
                    "0 0 0 0 * *",
                    "0 0 0 * 13 *",
                    "0 0 0 * * 7",
                    "0 0 0 ? * *",
                    "0 0 0 L * *",
                    "0 0 0 * * Mon#1",
                    "0 */0 * * * *",
                    "0 1,,2 * * * *",
                    "0 -5 * * * *",
                    "0 0 0 * * Xyz",
                    "00:00:00",
                    "-00:01:00",
                    "24:30:00",
                    "every minute"
                })
        void it_is_refused_in_the_words_of_the_cloud(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.parse(text))
                    .withMessageStartingWith("The schedule expression '" + text
                            + "' was not recognized as a valid cron expression or timespan string.");
        }

        @Test
        void the_message_says_which_field_is_wrong() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.parse("0 0 25 * * *"))
                    .withMessageEndingWith("Its hour field is wrong: 25 is not between 0 and 23.");
        }

        @Test
        void the_message_names_the_number_of_fields_and_how_many_there_should_be() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.parse("*/5 * * *"))
                    .withMessageEndingWith(
                            "It has 4 fields, but a cron expression has 5 (minute hour day month weekday)"
                                    + " or 6 (with the second in front), such as '0 */5 * * * *'.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.parse("hourly"))
                    .withMessageEndingWith("'hourly' is not a time span such as 00:05:00 or 1.12:00:00.");
        }

        @Test
        void a_day_that_never_comes_is_refused_instead_of_waited_for() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.parse("0 0 0 30 2 *"))
                    .withMessageEndingWith("None of its months has such a day, so it would never fire.");
        }
    }
}
