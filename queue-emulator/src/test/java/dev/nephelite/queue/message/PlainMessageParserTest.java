package dev.nephelite.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlainMessageParserTest {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                DECLARATION,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
                "<?xml version='1.0' encoding='utf-8'?>\r\n",
                "<?xml version=\"1.0\" ?>"
            })
    void what_the_clients_write_before_a_message_is_known(String declaration) {
        assertThat(read(declaration + message("Zmlyc3Q="))).isEqualTo("Zmlyc3Q=");
    }

    @Test
    void all_characters_that_are_taken_for_themselves_are_what_a_parser_reads_too() {
        String taken = IntStream.range(0, Character.MIN_SURROGATE)
                .mapToObj(Character::toString)
                .filter(character -> read(message(character)) != null)
                .collect(Collectors.joining());

        assertThat(taken).contains("A", "\n", "\t", "\"", "]", "é", "世").doesNotContain("<", "&", "\r", "\u0000");
        assertThat(parse(message(taken))).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<QueueMessage/>",
                "<QueueMessage><MessageText></QueueMessage>",
                "<QueueMessage><MessageText></MessageText><MessageText></MessageText></QueueMessage>",
                "<QueueMessage><MessageText>a</MessageText></QueueMessage>b",
                "<QueueMessage><MessageText>a]]></MessageText></QueueMessage>",
                "<QueueMessage><MessageText>&lt;</MessageText></QueueMessage>",
                "<QueueMessage><MessageText>a\rb</MessageText></QueueMessage>",
                "<QueueMessage><MessageText>😀</MessageText></QueueMessage>",
                "\f<QueueMessage><MessageText>a</MessageText></QueueMessage>",
                "<?xml version=\"1.1\"?><QueueMessage><MessageText>a</MessageText></QueueMessage>",
                "<?xml version=\"1.0' encoding=\"utf-8\"?><QueueMessage><MessageText>a</MessageText></QueueMessage>"
            })
    void everything_else_is_left_to_the_parser(String document) {
        assertThat(read(document)).isNull();
    }

    @Test
    void bytes_that_are_no_UTF_8_are_left_to_the_parser() {
        byte[] document = message("é").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PlainMessageParser.textOf(document)).isNull();
    }

    private static @Nullable String read(String document) {
        return PlainMessageParser.textOf(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String parse(String document) {
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                .text();
    }

    private static String message(String text) {
        return "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>";
    }
}
