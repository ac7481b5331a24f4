package dev.nephelite.blob.tag;

import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.Map;
import java.util.SortedMap;

/** Tags as documents have them. */
public final class TagsXml {
    static final String ROOT = "Tags";

    private static final String SET = "TagSet";

    private TagsXml() {}

    static BlobTags read(XmlElement root) {
        XmlElement set = root.child(SET).orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
        return BlobTags.of(set.children("Tag").map(TagsXml::tag).toList());
    }

    /** Writes an element with all of the tags. */
    public static XmlWriter write(XmlWriter xml, SortedMap<String, String> tags) {
        xml.open(ROOT).open(SET);
        tags.forEach((key, value) ->
                xml.open("Tag").element("Key", key).element("Value", value).close());
        return xml.close().close();
    }

    private static Map.Entry<String, String> tag(XmlElement tag) {
        String key = tag.textOf("Key").orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
        return Map.entry(key, tag.textOf("Value").orElse(""));
    }
}
