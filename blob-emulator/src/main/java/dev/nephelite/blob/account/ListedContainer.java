package dev.nephelite.blob.account;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.LeaseState;
import dev.nephelite.blob.model.PublicAccess;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container as lists show it.
 *
 * @param deleted null for one that is there
 */
record ListedContainer(Container container, @Nullable DeletedContainer deleted) implements Comparable<ListedContainer> {
    static final String METADATA = "metadata";

    /** The service writes its logs there, so to clients it is not one of their own. */
    private static final String LOGS = "$logs";

    static ListedContainer of(Container container) {
        return new ListedContainer(container, null);
    }

    static ListedContainer of(DeletedContainer deleted) {
        return new ListedContainer(deleted.container(), deleted);
    }

    String name() {
        return container.name().value();
    }

    boolean isOfTheSystem() {
        return name().equals(LOGS);
    }

    /** A text that sorts as the list does. */
    String place() {
        return deleted == null
                ? name()
                : RecordKey.of(name(), RecordKey.number(deleted.version().ticks()))
                        .text();
    }

    @Override
    public int compareTo(ListedContainer other) {
        return place().compareTo(other.place());
    }

    void writeTo(XmlWriter xml, ListParameters listParameters, Instant now) {
        xml.open("Container").element("Name", name());
        if (deleted != null) {
            xml.element("Deleted", true).element("Version", deleted.version());
        }
        xml.open("Properties");
        xml.element("Last-Modified", HttpDate.format(container.revision().lastModified()))
                .element("Etag", container.revision().etag());
        writeLease(xml, now);
        PublicAccess access = container.publicAccess();
        xml.optional("PublicAccess", access == PublicAccess.NONE ? null : access)
                .element("DefaultEncryptionScope", container.defaultScope().name())
                .element("DenyEncryptionScopeOverride", container.defaultScope().only())
                .element("HasImmutabilityPolicy", false)
                .element("HasLegalHold", false)
                .element("ImmutableStorageWithVersioningEnabled", false);
        if (deleted != null) {
            xml.element("DeletedTime", HttpDate.format(deleted.deletion().at()))
                    .element("RemainingRetentionDays", deleted.deletion().remainingDays(now));
        }
        xml.close();
        if (listParameters.includes(METADATA)) {
            xml.open("Metadata");
            container.metadata().pairs().forEach(xml::element);
            xml.close();
        }
        xml.close();
    }

    /** Who deletes a container ends its lease. The service says so of every container that is deleted. */
    private void writeLease(XmlWriter xml, Instant now) {
        LeaseState state = deleted == null ? container.leaseState(now) : LeaseState.EXPIRED;
        xml.element("LeaseStatus", state.status()).element("LeaseState", state);
        if (deleted == null && container.lease() != null) {
            xml.optional("LeaseDuration", container.lease().kind(now));
        }
    }
}
