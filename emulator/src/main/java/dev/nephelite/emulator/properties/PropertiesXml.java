package dev.nephelite.emulator.properties;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.BooleanText;
import dev.nephelite.emulator.xml.XmlElement;
import java.util.Optional;
import java.util.Set;

/** Reads the nodes of a properties document, refusing what is missing or wrong by the name of the node. */
public final class PropertiesXml {
    private PropertiesXml() {}

    /** The node of that name. */
    public static XmlElement require(XmlElement parent, String name) {
        return parent.child(name).orElseThrow(() -> StorageException.missingXmlNode(name));
    }

    /** Refuses a document with other nodes than {@code known}, because one that has no effect must not seem to have one. */
    public static void requireOnly(XmlElement parent, Set<String> known) {
        for (XmlElement node : parent.children()) {
            if (!known.contains(node.name())) {
                throw CommonError.UNSUPPORTED_XML_NODE.exception().detail("XmlNodeName", node.name());
            }
        }
    }

    /** The boolean in the node of that name. */
    public static boolean requireFlag(XmlElement parent, String name) {
        return flag(require(parent, name));
    }

    /** The boolean in the node of that name, if there is one. */
    public static Optional<Boolean> flag(XmlElement parent, String name) {
        return parent.child(name).map(PropertiesXml::flag);
    }

    /** The number in the node of that name, which may take both bounds. */
    public static int requireNumber(XmlElement parent, String name, int least, int most) {
        XmlElement node = require(parent, name);
        try {
            int number = Integer.parseInt(node.text().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(node);
        }
        throw wrong(node);
    }

    private static boolean flag(XmlElement node) {
        try {
            return BooleanText.parse(node.text().strip());
        } catch (IllegalArgumentException neither) {
            throw wrong(node);
        }
    }

    /** The refusal of the text in {@code node}. */
    public static RuntimeException wrong(XmlElement node) {
        return StorageException.invalidXmlNode(node.name(), node.text());
    }
}
