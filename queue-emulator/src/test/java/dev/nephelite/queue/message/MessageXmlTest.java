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
class MessageXmlTest {
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
    void plainText_accepts_the_declarations_that_clients_write(String declaration) {
        assertThat(read(declaration + message("Zmlyc3Q="))).isEqualTo("Zmlyc3Q=");
    }

    @Test
    void plainText_reads_the_same_characters_as_a_parser() {
        String accepted = IntStream.range(0, Character.MIN_SURROGATE)
                .mapToObj(Character::toString)
                .filter(character -> read(message(character)) != null)
                .collect(Collectors.joining());

        assertThat(accepted).contains("A", "\n", "\t", "\"", "]", "é", "世").doesNotContain("<", "&", "\r", "\u0000");
        assertThat(parse(message(accepted))).isEqualTo(accepted);
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
    void plainText_leaves_all_other_documents_to_the_parser(String document) {
        assertThat(read(document)).isNull();
    }

    @Test
    void plainText_leaves_invalid_UTF_8_to_the_parser() {
        byte[] document = message("é").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(MessageXml.plainText(document)).isNull();
    }

    private static @Nullable String read(String document) {
        return MessageXml.plainText(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String parse(String document) {
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                .text();
    }

    private static String message(String text) {
        return "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>";
    }
}
