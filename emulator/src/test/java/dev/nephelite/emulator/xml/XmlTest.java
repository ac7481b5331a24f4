package dev.nephelite.emulator.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class XmlTest {
    @Test
    void what_is_written_can_be_read_with_all_its_characters() {
        String text = " <a> & \"b\" 'c'\r\n\t\u00e4\ud83d\ude00 ";
        byte[] document =
                new XmlWriter().open("Root").element("Text", text).close().bytes();

        assertThat(parse(document).textOf("Text")).contains(text);
    }

    @Test
    void elements_nest_and_bear_attributes() {
        byte[] document = new XmlWriter()
                .open("List")
                .attribute("Of", "a\"b")
                .element("Empty")
                .optional("Missing", null)
                .element("Number", 5)
                .close()
                .bytes();

        assertThat(new String(document, StandardCharsets.UTF_8))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                        + "<List Of=\"a&quot;b\"><Empty /><Number>5</Number></List>");
    }

    @Test
    void a_name_that_xml_cannot_hold_is_percent_encoded_and_says_so() {
        byte[] document = new XmlWriter().name("Name", "a/b\u0001\uffff c").bytes();

        assertThat(new String(document, StandardCharsets.UTF_8))
                .endsWith("<Name Encoded=\"true\">a/b%01%EF%BF%BF%20c</Name>");
    }

    @Test
    void a_byte_order_mark_and_comments_are_passed_over() {
        String document = "\ufeff<?xml version='1.0'?><!-- so --><a><b>1</b><b>2</b></a>";

        assertThat(parse(document.getBytes(StandardCharsets.UTF_8))
                        .children("b")
                        .map(XmlElement::text))
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a>&unknown;</a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"
            })
    void what_is_not_well_formed_is_refused(String document) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document.getBytes(StandardCharsets.UTF_8)))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    private static XmlElement parse(byte[] document) {
        return XmlElement.parse(new ByteArrayInputStream(document));
    }
}
