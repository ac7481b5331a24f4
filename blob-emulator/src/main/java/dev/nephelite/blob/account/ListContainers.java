package dev.nephelite.blob.account;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-containers2">List Containers</a>. */
public record ListContainers(BlobStore store) implements Operation {
    private static final Set<String> INCLUDABLE =
            Set.of(ContainerListPage.DELETED, ContainerListPage.SYSTEM, ListedContainer.METADATA);

    @Override
    public Response handle(Request request) {
        ListParameters listParameters = ListParameters.from(request.query(), INCLUDABLE);
        Instant now = request.receivedAt();

        ContainerListPage page =
                store.read(view -> ContainerListPage.read(view, request.account(), listParameters, now));
        XmlWriter xml =
                new XmlWriter().open("EnumerationResults").attribute("ServiceEndpoint", request.accountUrl() + "/");
        listParameters.writeTo(xml).open("Containers");
        page.entries().forEach(entry -> entry.writeTo(xml, listParameters, now));
        return XmlBody.response(
                200, listParameters.writeNextTo(xml.close(), page.next()).close());
    }

    /**
     * One page of an account's containers in the order of their names. For each name the existing container comes
     * first, then the deleted ones in the order of their deletion.
     *
     * @param next the position of the first entry of the next page, or null if this is the last page
     */
    private record ContainerListPage(
            List<ListedContainer> entries, @Nullable String next) {
        static final String DELETED = "deleted";
        static final String SYSTEM = "system";

        static ContainerListPage read(BlobReader view, String account, ListParameters listParameters, Instant now) {
            Stream<ListedContainer> existing = view.containers(account, listParameters.start())
                    .map(ListedContainer::of)
                    .filter(entry -> listParameters.includes(SYSTEM) || !entry.isSystemContainer());
            Stream<ListedContainer> deleted = view.deletedContainers(account, listParameters.start())
                    .filter(container -> !container.deletion().isOver(now))
                    .map(ListedContainer::of);
            List<ListedContainer> found = Stream.concat(
                            covered(existing, listParameters),
                            listParameters.includes(DELETED) ? covered(deleted, listParameters) : Stream.empty())
                    .sorted()
                    .limit(listParameters.most() + 1L)
                    .toList();
            boolean more = found.size() > listParameters.most();
            return more
                    ? new ContainerListPage(
                            found.subList(0, listParameters.most()),
                            found.get(listParameters.most()).position())
                    : new ContainerListPage(found, null);
        }

        private static Stream<ListedContainer> covered(Stream<ListedContainer> sorted, ListParameters listParameters) {
            return sorted.takeWhile(entry -> listParameters.covers(entry.name()))
                    .limit(listParameters.most() + 1L);
        }
    }

    /**
     * A container in a list.
     *
     * @param deleted null for an existing container
     */
    private record ListedContainer(Container container, Container.@Nullable Deleted deleted)
            implements Comparable<ListedContainer> {
        static final String METADATA = "metadata";

        /** The service writes its own logs to this container, so it is listed only on request. */
        private static final String LOGS = "$logs";

        static ListedContainer of(Container container) {
            return new ListedContainer(container, null);
        }

        static ListedContainer of(Container.Deleted deleted) {
            return new ListedContainer(deleted.container(), deleted);
        }

        String name() {
            return container.name().value();
        }

        boolean isSystemContainer() {
            return name().equals(LOGS);
        }

        /** The position in the list: a text that sorts in the order of the list. */
        String position() {
            return deleted == null
                    ? name()
                    : RecordKey.of(name(), RecordKey.number(deleted.version().ticks()))
                            .text();
        }

        @Override
        public int compareTo(ListedContainer other) {
            return position().compareTo(other.position());
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
            Container.PublicAccess access = container.publicAccess();
            xml.optional("PublicAccess", access == Container.PublicAccess.NONE ? null : access)
                    .element("DefaultEncryptionScope", container.defaultScope().name())
                    .element(
                            "DenyEncryptionScopeOverride",
                            container.defaultScope().only())
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

        /** Deleting a container ends its lease, and the service reports that for every deleted container. */
        private void writeLease(XmlWriter xml, Instant now) {
            Lease.State state = deleted == null ? container.leaseState(now) : Lease.State.EXPIRED;
            xml.element("LeaseStatus", state.status()).element("LeaseState", state);
            if (deleted == null && container.lease() != null) {
                xml.optional("LeaseDuration", container.lease().kind(now));
            }
        }
    }
}
