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
    void parse_readsAllCharactersThatTheWriterWrites() {
        String text = " <a> & \"b\" 'c'\r\n\t\u00e4\ud83d\ude00 ";
        byte[] document =
                new XmlWriter().open("Root").element("Text", text).close().bytes();

        assertThat(parse(document).textOf("Text")).contains(text);
    }

    @Test
    void write_nestsElementsAndAddsAttributes() {
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
    void name_percentEncodesCharactersThatXmlCannotHold() {
        byte[] document = new XmlWriter().name("Name", "a/b\u0001\uffff c").bytes();

        assertThat(new String(document, StandardCharsets.UTF_8))
                .endsWith("<Name Encoded=\"true\">a%2Fb%01%EF%BF%BF%20c</Name>");
    }

    @Test
    void element_dropsCharactersThatXmlCannotHold() {
        byte[] document = new XmlWriter().element("Value", "a\u0001\uffffb").bytes();

        assertThat(parse(document).text()).isEqualTo("a\ufffd\ufffdb");
    }

    @Test
    void parse_skipsAByteOrderMarkAndComments() {
        String document = "\ufeff<?xml version='1.0'?><!-- so --><a><b>1</b><b>2</b></a>";

        assertThat(parse(document.getBytes(StandardCharsets.UTF_8))
                        .children("b")
                        .map(XmlElement::text))
                .containsExactly("1", "2");
    }

    @Test
    void parse_detectsUtf16ByItsMark() {
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
    void parse_refusesADocumentThatIsNotWellFormed(String document) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document.getBytes(StandardCharsets.UTF_8)))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    @Test
    void parse_refusesInvalidUtf8() {
        byte[] document = {'<', 'a', '>', (byte) 0xC3, '<', '/', 'a', '>'};

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    @Test
    void parse_refusesDeepNesting() {
        byte[] document = "<a>".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(document))
                .returns(CommonError.INVALID_XML_DOCUMENT, StorageException::error);
    }

    @Test
    void text_includesTheTextOfNestedElements() {
        byte[] document = "<a>1<b>2<![CDATA[<3>]]><c/></b>4</a>".getBytes(StandardCharsets.UTF_8);

        assertThat(parse(document).text()).isEqualTo("12<3>4");
    }

    private static XmlElement parse(byte[] document) {
        return XmlElement.parse(new ByteArrayInputStream(document));
    }
}
