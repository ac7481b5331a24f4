package dev.nephelite.emulator.xml;

import dev.nephelite.emulator.error.CommonError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One element of an XML document that somebody sent, with what is in it. Namespaces and attributes do not matter to the
 * storage services and are passed over, and so is the encoding a document names: it is UTF-8, or UTF-16 with its mark.
 *
 * @param text everything written in this element and in those inside it, without their tags; spaces included
 */
public record XmlElement(String name, String text, List<XmlElement> children) {
    private static final XMLInputFactory FACTORY = factory();

    /** No document of the protocol is half as deep; one that is deeper would exhaust the stack that reads it. */
    private static final int MAX_DEPTH = 16;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final byte[] UTF_16_BIG_ENDIAN = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF_16_LITTLE_ENDIAN = {(byte) 0xFF, (byte) 0xFE};

    public XmlElement {
        children = List.copyOf(children);
    }

    /**
     * Reads a document.
     *
     * @throws dev.nephelite.emulator.error.StorageException with {@code InvalidXmlDocument} if it is not well-formed
     */
    public static XmlElement parse(InputStream document) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(characters(document));
            reader.nextTag();
            XmlElement root = read(reader, 1);
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        } catch (XMLStreamException | IOException malformed) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
    }

    /** The first element of that name in this one. */
    public Optional<XmlElement> child(String childName) {
        return children(childName).findFirst();
    }

    /** The elements of that name in this one, in their order. */
    public Stream<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /** The text of the first element of that name in this one. */
    public Optional<String> textOf(String childName) {
        return child(childName).map(XmlElement::text);
    }

    /** Decodes what the parser itself would decode with a word on standard error about bytes that are wrong. */
    private static Reader characters(InputStream document) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(document, 2);
        byte[] first = bytes.readNBytes(2);
        bytes.unread(first);
        boolean utf16 = Arrays.equals(first, UTF_16_BIG_ENDIAN) || Arrays.equals(first, UTF_16_LITTLE_ENDIAN);
        CharsetDecoder decoder = (utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8).newDecoder();
        BufferedReader characters = new BufferedReader(new InputStreamReader(bytes, decoder));
        characters.mark(1);
        if (characters.read() != BYTE_ORDER_MARK) {
            characters.reset();
        }
        return characters;
    }

    private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new XMLStreamException("elements are nested too deeply");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                XmlElement child = read(reader, depth + 1);
                children.add(child);
                text.append(child.text);
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        return new XmlElement(name, text.toString(), children);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
