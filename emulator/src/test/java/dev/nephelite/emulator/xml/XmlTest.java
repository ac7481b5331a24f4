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
                .endsWith("<Name Encoded=\"true\">a%2Fb%01%EF%BF%BF%20c</Name>");
    }

    @Test
    void a_value_that_xml_cannot_hold_loses_only_what_cannot_be_held() {
        byte[] document = new XmlWriter().element("Value", "a\u0001\uffffb").bytes();

        assertThat(parse(document).text()).isEqualTo("a\ufffd\ufffdb");
    }

    @Test
    void a_byte_order_mark_and_comments_are_passed_over() {
        String document = "\ufeff<?xml version='1.0'?><!-- so --><a><b>1</b><b>2</b></a>";

        assertThat(parse(document.getBytes(StandardCharsets.UTF_8))
                        .children("b")
                        .map(XmlElement::text))
                .containsExactly("1", "2");
    }

    @Test
    void a_document_in_UTF_16_tells_by_its_mark() {
        String document = "<?xml version='1.0' encoding='utf-16'?><a>\u00e4</a>";

        assertThat(parse(document.getBytes(StandardCharsets.UTF_16)).text()).isEqualTo("\u00e4");
        assertThat(parse(("\ufeff" + document).getBytes(StandardCharsets.UTF_16LE))
                        .text())
                .isEqualTo("\u00e4");
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
                "<a>&#x1;</a>",
                "<a>\u0001</a>",
                "<a>&#xFFFE;</a>",
                "<a>&#xD800;</a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"
            })
    void what_is_not_well_formed_is_refused(String document) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document.getBytes(StandardCharsets.UTF_8)))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        byte[] document = {'<', 'a', '>', (byte) 0xC3, '<', '/', 'a', '>'};

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    @Test
    void deep_nesting_is_refused_before_it_exhausts_the_stack() {
        byte[] document = "<a>".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    @Test
    void of_markup_that_was_not_escaped_the_text_is_kept() {
        byte[] document = "<a>1<b>2<![CDATA[<3>]]><c/></b>4</a>".getBytes(StandardCharsets.UTF_8);

        assertThat(parse(document).text()).isEqualTo("12<3>4");
    }

    private static XmlElement parse(byte[] document) {
        return XmlElement.parse(new ByteArrayInputStream(document));
    }
}
