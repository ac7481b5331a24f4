package dev.nephelite.function.java.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppJsonTest {
    private final AppJson json = new AppJson(AppJsonTest.class.getClassLoader());

    /** A class as apps have them: private fields, getters of another mind, no constructor without parameters. */
    static final class Order {
        private final int id;
        private @Nullable String note;
        private transient int secret = 42;

        Order(int id, @Nullable String note) {
            this.id = id;
            this.note = note;
        }

        public String getTitle() {
            return "getters are nobody's business";
        }
    }

    record Point(int x, @Nullable String label) {}

    enum Color {
        RED,
        GREEN
    }

    static class Appointment {
        Instant at = Instant.EPOCH;
        LocalDate day = LocalDate.EPOCH;
        Duration length = Duration.ZERO;
        ZoneId zone = ZoneId.of("UTC");
    }

    @Nested
    class Given_a_class_of_the_app {
        @Test
        void its_private_fields_are_written_and_nothing_else() {
            assertThat(json.write(new Order(7, "fragile"))).isEqualTo("{\"id\":7,\"note\":\"fragile\"}");
        }

        @Test
        void nulls_are_not_written() {
            assertThat(json.write(new Order(7, null))).isEqualTo("{\"id\":7}");
        }

        @Test
        void its_fields_are_read_without_running_a_constructor() {
            assertThat(json.read("{\"id\":7,\"note\":\"x\",\"unknown\":[1]}", Order.class))
                    .isInstanceOfSatisfying(Order.class, order -> {
                        assertThat(order.id).isEqualTo(7);
                        assertThat(order.note).isEqualTo("x");
                        assertThat(order.secret).isZero();
                    });
        }

        @Test
        void a_record_is_read_and_written_by_its_components() {
            assertThat(json.read("{\"x\":3,\"label\":\"a\"}", Point.class)).isEqualTo(new Point(3, "a"));
            assertThat(json.write(new Point(3, null))).isEqualTo("{\"x\":3}");
        }

        @Test
        void times_are_ISO_texts() {
            String text = "{\"at\":\"2026-01-02T03:04:05Z\",\"day\":\"2026-01-02\",\"length\":\"PT5M\","
                    + "\"zone\":\"Europe/Berlin\"}";

            assertThat(json.read(text, Appointment.class)).isInstanceOfSatisfying(Appointment.class, appointment -> {
                assertThat(appointment.length).isEqualTo(Duration.ofMinutes(5));
                assertThat(json.write(appointment)).isEqualTo(text);
            });
        }

        @Test
        void bytes_are_numbers() {
            assertThat(json.write(Map.of("content", new byte[] {1, -1}))).isEqualTo("{\"content\":[1,-1]}");
        }
    }

    @Nested
    class Given_a_text_that_is_to_become_a_value {
        @Test
        void an_unquoted_constant_is_an_enum() {
            assertThat(json.readText("GREEN", Color.class)).isEqualTo(Color.GREEN);
        }

        @Test
        void an_unknown_constant_is_null() {
            assertThat(json.readText("BLUE", Color.class)).isNull();
        }

        @Test
        void an_unquoted_date_is_a_date() {
            assertThat(json.readText("2026-01-02", LocalDate.class)).isEqualTo(LocalDate.of(2026, 1, 2));
        }

        @Test
        void numbers_without_a_type_are_doubles() {
            assertThat(json.read("{\"a\":[5,null,true]}", Map.class))
                    .isEqualTo(Map.of("a", java.util.Arrays.asList(5.0, null, true)));
        }

        @Test
        void no_text_at_all_is_null() {
            assertThat(json.read(" ", Order.class)).isNull();
        }

        @Test
        void broken_JSON_is_refused_by_the_name_of_the_type() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> json.readText("{\"id\":", Order.class))
                    .withMessageStartingWith("Cannot read a " + Order.class.getName() + ": End of input");
        }

        @Test
        void text_after_the_document_is_refused() {
            assertThatIllegalArgumentException().isThrownBy(() -> json.read("[1] [2]", List.class));
        }
    }
}
