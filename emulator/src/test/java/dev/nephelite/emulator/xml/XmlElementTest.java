package dev.nephelite.emulator.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send as XML, and what becomes of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class XmlElementTest {
    @Nested
    class Given_a_document_with_text {
        @Test
        void spaces_and_escapes_are_kept_as_they_were_meant() {
            assertThat(textIn("<m> a\n\t&lt;b&gt; &amp;&#xD;&#10;&quot; ü😀 </m>"))
                    .isEqualTo(" a\n\t<b> &\r\n\" ü😀 ");
        }

        @Test
        void character_data_is_text() {
            assertThat(textIn("<m>a<![CDATA[<b>]]>c</m>")).isEqualTo("a<b>c");
        }

        @Test
        void of_markup_that_was_not_escaped_only_the_text_is_kept() {
            assertThat(textIn("<m>a<b>c<i/>d</b>e</m>")).isEqualTo("acde");
        }

        @Test
        void an_empty_element_has_an_empty_text() {
            assertThat(textIn("<m/>")).isEmpty();
            assertThat(textIn("<m></m>")).isEmpty();
        }
    }

    @Nested
    class Given_a_document_that_is_not_well_formed {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "text",
                    "<m>",
                    "<m></n>",
                    "<m/><m/>",
                    "<m>&unknown;</m>",
                    "<m>&#x1;</m>",
                    "<m>\u0001</m>",
                    "<m>&#xFFFE;</m>",
                    "<m>&#xD800;</m>"
                })
        void it_is_refused(String document) {
            assertRefused(document.getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void bytes_that_are_no_text_are_refused() {
            assertRefused(new byte[] {'<', 'm', '>', (byte) 0xC3, '<', '/', 'm', '>'});
        }
    }

    @Nested
    class Given_a_document_made_to_harm {
        @Test
        void entities_are_not_resolved() {
            assertRefused("<!DOCTYPE m [<!ENTITY e \"x\">]><m>&e;</m>".getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void deep_nesting_does_not_exhaust_the_stack() {
            assertRefused("<m>".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class Given_an_element_with_values {
        private final XmlElement policy = parse("<p><Enabled> True </Enabled><Days>x</Days></p>");

        @Test
        void a_value_is_read_by_its_parser() {
            assertThat(policy.requireText("Enabled", XmlElement::parseFlag)).isTrue();
        }

        @Test
        void a_value_the_parser_refuses_is_named() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> policy.requireText("Days", Integer::parseInt))
                    .returns(CommonError.INVALID_XML_NODE_VALUE, StorageException::error)
                    .satisfies(refused -> assertThat(refused.details())
                            .containsEntry("XmlNodeName", "Days")
                            .containsEntry("XmlNodeValue", "x"));
        }

        @Test
        void a_value_that_is_missing_makes_the_document_invalid() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> policy.requireText("Version", String::valueOf))
                    .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
        }
    }

    private static String textIn(String document) {
        return parse(document).text();
    }

    private static XmlElement parse(String document) {
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(byte[] document) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> XmlElement.parse(new ByteArrayInputStream(document)))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }
}
