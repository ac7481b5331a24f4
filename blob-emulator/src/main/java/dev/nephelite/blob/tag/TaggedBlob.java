package dev.nephelite.blob.tag;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A blob that was found by its tags, or an older version of one.
 *
 * @param listed as it stands among all blobs of its container
 */
record TaggedBlob(ContainerName container, ListedBlob listed, Blob blob) {
    /** Separates the names of a place and sorts before every character of one. */
    static final char SEPARATOR = '\0';

    /** Where in all blobs of an account it is. */
    String place() {
        return container.value() + SEPARATOR + listed.position();
    }

    /**
     * Writes what a search tells of it.
     *
     * @param keys the tags that the search was about
     */
    void writeTo(XmlWriter xml, Set<String> keys, boolean withVersion) {
        SortedMap<String, String> tags = new TreeMap<>(blob.tags().pairs());
        tags.keySet().retainAll(keys);
        xml.open("Blob").name("Name", listed.name().value()).element("ContainerName", container);
        if (withVersion && blob.blobState().version() != null) {
            xml.element("VersionId", blob.blobState().version())
                    .optional("IsCurrentVersion", blob.blobState().current() ? true : null);
        }
        TagsXml.write(xml, tags).close();
    }
}
