package dev.nephelite.blob;

import static dev.nephelite.emulator.auth.RequiredPermission.any;
import static dev.nephelite.emulator.auth.RequiredPermission.container;
import static dev.nephelite.emulator.auth.RequiredPermission.object;
import static dev.nephelite.emulator.auth.RequiredPermission.ownerOnly;
import static dev.nephelite.emulator.auth.RequiredPermission.service;

import dev.nephelite.blob.account.GetAccountInformation;
import dev.nephelite.blob.account.GetBlobServiceProperties;
import dev.nephelite.blob.account.GetBlobServiceStats;
import dev.nephelite.blob.account.GetUserDelegationKey;
import dev.nephelite.blob.account.ListContainers;
import dev.nephelite.blob.account.SetBlobServiceProperties;
import dev.nephelite.blob.append.AppendBlobSeal;
import dev.nephelite.blob.append.AppendBlock;
import dev.nephelite.blob.append.AppendBlockFromURL;
import dev.nephelite.blob.batch.BlobBatch;
import dev.nephelite.blob.blob.DeleteBlob;
import dev.nephelite.blob.blob.GetBlob;
import dev.nephelite.blob.blob.GetBlobMetadata;
import dev.nephelite.blob.blob.GetBlobProperties;
import dev.nephelite.blob.blob.PutBlob;
import dev.nephelite.blob.blob.QueryBlobContents;
import dev.nephelite.blob.blob.SetBlobExpiry;
import dev.nephelite.blob.blob.SetBlobMetadata;
import dev.nephelite.blob.blob.SetBlobProperties;
import dev.nephelite.blob.blob.SetBlobTier;
import dev.nephelite.blob.blob.SnapshotBlob;
import dev.nephelite.blob.blob.UndeleteBlob;
import dev.nephelite.blob.block.GetBlockList;
import dev.nephelite.blob.block.PutBlock;
import dev.nephelite.blob.block.PutBlockFromURL;
import dev.nephelite.blob.block.PutBlockList;
import dev.nephelite.blob.container.CreateContainer;
import dev.nephelite.blob.container.DeleteContainer;
import dev.nephelite.blob.container.GetContainerACL;
import dev.nephelite.blob.container.GetContainerMetadata;
import dev.nephelite.blob.container.GetContainerProperties;
import dev.nephelite.blob.container.ListBlobs;
import dev.nephelite.blob.container.RestoreContainer;
import dev.nephelite.blob.container.SetContainerACL;
import dev.nephelite.blob.container.SetContainerMetadata;
import dev.nephelite.blob.copy.AbortCopyBlob;
import dev.nephelite.blob.copy.CopyBlob;
import dev.nephelite.blob.copy.CopyBlobFromURL;
import dev.nephelite.blob.copy.CopyJobs;
import dev.nephelite.blob.copy.CopySources;
import dev.nephelite.blob.copy.IncrementalCopyBlob;
import dev.nephelite.blob.copy.PutBlobFromURL;
import dev.nephelite.blob.http.StructuredMessage.StructuredDownload;
import dev.nephelite.blob.http.StructuredMessage.StructuredUpload;
import dev.nephelite.blob.lease.LeaseBlob;
import dev.nephelite.blob.lease.LeaseContainer;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.page.GetPageRanges;
import dev.nephelite.blob.page.PutPage;
import dev.nephelite.blob.page.PutPageFromURL;
import dev.nephelite.blob.protection.DeleteBlobImmutabilityPolicy;
import dev.nephelite.blob.protection.SetBlobImmutabilityPolicy;
import dev.nephelite.blob.protection.SetBlobLegalHold;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.tag.FindBlobsByTags;
import dev.nephelite.blob.tag.GetBlobTags;
import dev.nephelite.blob.tag.SetBlobTags;
import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.UnsupportedHeaderGuard;
import dev.nephelite.emulator.time.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Blob service, in the order of its REST reference. A line names the {@linkplain HeaderGroup conditional headers} that
 * its operation supports. Azure has no operation that is missing here; Rename Container, which the service's specification
 * names, is refused by Azure as well.
 */
final class BlobRoutes {
    private static final RequiredPermission READ = object("r").orServiceSas("r").orEverybody();
    private static final RequiredPermission QUERY = object("r").orServiceSas("r");
    private static final RequiredPermission WRITE = object("w").orServiceSas("w");
    private static final RequiredPermission CREATE = object("cw").orServiceSas("cw");
    private static final RequiredPermission APPEND = object("aw").orServiceSas("aw");
    private static final RequiredPermission TAG = object("t").orServiceSas("t");
    private static final RequiredPermission PROTECT = object("i").orServiceSas("i");

    /** Which of these permissions is needed depends on what is deleted. */
    private static final RequiredPermission DELETE = object("dxy").orServiceSas("dxy");

    private static final RequiredPermission LIST =
            container("l").orServiceSas("l").orEverybody();
    private static final RequiredPermission READ_CONTAINER = container("r").orEverybody();

    private static final String CONTAINER = "/{container}?restype=container";
    private static final String BLOB = "/{container}/{blob...}";
    private static final String BREAKING = " x-ms-lease-action=break";

    /** Parameters of List Blobs that Azure supports and the emulator does not. */
    private static final Map<String, CommonError> UNSUPPORTED_BY_LIST =
            Map.of("endbefore", CommonError.NOT_IMPLEMENTED, "showonly", CommonError.NOT_IMPLEMENTED);

    /** Headers of Put Blob that Azure supports in accounts with a hierarchical namespace. */
    private static final Map<String, CommonError> UNSUPPORTED_BY_PUT_BLOB =
            Map.of("x-ms-expiry-option", CommonError.NOT_IMPLEMENTED, "x-ms-expiry-time", CommonError.NOT_IMPLEMENTED);

    private final Routes routes = new Routes().withRoot(ContainerName.ROOT.value());

    private BlobRoutes() {}

    static Routes of(
            BlobStore store,
            ServicePropertiesCache<?> properties,
            BlobEmulator.Features features,
            CopySources copySources,
            CopyJobs copyJobs,
            Ids ids) {
        BlobRoutes table = new BlobRoutes();
        table.addAccount(store, properties);
        table.addContainers(store, features);
        table.addBlobs(store);
        table.addRetention(store);
        table.addLeases(store, ids);
        table.addBlocksPagesAndAppends(store);
        table.addCopies(store, copySources, copyJobs, ids);
        return table.routes;
    }

    private void addAccount(BlobStore store, ServicePropertiesCache<?> properties) {
        on("GET /?comp=list", service("l"), new ListContainers(store));
        on("PUT /?restype=service&comp=properties", service("w"), new SetBlobServiceProperties(store, properties));
        on("GET /?restype=service&comp=properties", service("r"), new GetBlobServiceProperties(store));
        on("GET /?restype=service&comp=stats", service("r"), new GetBlobServiceStats());
        GetAccountInformation accountInformation = new GetAccountInformation();
        on("GET|HEAD /?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD /{container}?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD " + BLOB + "?restype=account&comp=properties", any(), accountInformation);
        // Requests without a token reach the operation, whose error says that one is needed.
        on("POST /?restype=service&comp=userdelegationkey", any(), new GetUserDelegationKey());
    }

    private void addContainers(BlobStore store, BlobEmulator.Features features) {
        on("PUT " + CONTAINER, container("cw"), new CreateContainer(store));
        on("GET|HEAD " + CONTAINER, READ_CONTAINER, new GetContainerProperties(store));
        on("GET|HEAD " + CONTAINER + "&comp=metadata", READ_CONTAINER, new GetContainerMetadata(store));
        SetContainerMetadata setMetadata = new SetContainerMetadata(store);
        on("PUT " + CONTAINER + "&comp=metadata", container("w"), setMetadata, HeaderGroup.DATE_CONDITIONS);
        on("GET|HEAD " + CONTAINER + "&comp=acl", ownerOnly(), new GetContainerACL(store));
        on("PUT " + CONTAINER + "&comp=acl", ownerOnly(), new SetContainerACL(store), HeaderGroup.DATE_CONDITIONS);
        DeleteContainer deleteContainer = new DeleteContainer(store, features.containerRetentionDays());
        on("DELETE " + CONTAINER, container("d"), deleteContainer, HeaderGroup.DATE_CONDITIONS);
        on("PUT " + CONTAINER + "&comp=undelete", container("w"), new RestoreContainer(store));
        UnsupportedHeaderGuard listing =
                new UnsupportedHeaderGuard(UNSUPPORTED_BY_LIST, HeaderGroup.otherThan(Set.of()));
        routes.on("GET " + CONTAINER + "&comp=list", LIST, listing, new ListBlobs(store));
    }

    private void addBlobs(BlobStore store) {
        // The route does not require the type of the blob, so that the error for a request without one names the
        // header.
        UnsupportedHeaderGuard putting = new UnsupportedHeaderGuard(Map.of(), UNSUPPORTED_BY_PUT_BLOB);
        onUpload("PUT " + BLOB, CREATE, new PutBlob(store), putting);
        onDownload("GET " + BLOB, READ, new GetBlob(store), HeaderGroup.CONDITIONS);
        on("HEAD " + BLOB, READ, new GetBlobProperties(store), HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=properties", WRITE, new SetBlobProperties(store), HeaderGroup.CONDITIONS);
        on("GET|HEAD " + BLOB + "?comp=metadata", READ, new GetBlobMetadata(store), HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=metadata", WRITE, new SetBlobMetadata(store), HeaderGroup.CONDITIONS);
        on("GET " + BLOB + "?comp=tags", TAG, new GetBlobTags(store), HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=tags", TAG, new SetBlobTags(store), HeaderGroup.CONDITIONS);
        FindBlobsByTags find = new FindBlobsByTags(store);
        on("GET /?comp=blobs", object("f"), find);
        on("GET " + CONTAINER + "&comp=blobs", container("f").orServiceSas("f"), find);
        on("POST " + BLOB + "?comp=query", QUERY, new QueryBlobContents(store), HeaderGroup.CONDITIONS);
    }

    /** Snapshots, deletion, tiers, immutability and expiry, and batches of such requests. */
    private void addRetention(BlobStore store) {
        on("PUT " + BLOB + "?comp=snapshot", CREATE, new SnapshotBlob(store), HeaderGroup.CONDITIONS);
        on("DELETE " + BLOB, DELETE, new DeleteBlob(store), HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=undelete", WRITE, new UndeleteBlob(store));
        on("PUT " + BLOB + "?comp=tier", WRITE, new SetBlobTier(store), HeaderGroup.CONDITIONS);
        String policy = BLOB + "?comp=immutabilityPolicies";
        on("PUT " + policy, PROTECT, new SetBlobImmutabilityPolicy(store), HeaderGroup.CONDITIONS);
        on("DELETE " + policy, PROTECT, new DeleteBlobImmutabilityPolicy(store), HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=legalhold", PROTECT, new SetBlobLegalHold(store), HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=expiry", WRITE, new SetBlobExpiry(store), HeaderGroup.CONDITIONS);
        BlobBatch batch = new BlobBatch();
        on("POST /?comp=batch", any(), batch);
        // One client library sends batches for the account to this URL.
        on("POST /?restype=container&comp=batch", any(), batch);
        on("POST " + CONTAINER + "&comp=batch", any(), batch);
    }

    /** Breaking a lease is a route of its own because a signature that allows deletion is enough for it. */
    private void addLeases(BlobStore store, Ids ids) {
        LeaseContainer leaseContainer = new LeaseContainer(store, ids);
        String ofContainer = "PUT " + CONTAINER + "&comp=lease";
        on(ofContainer, container("w"), leaseContainer, HeaderGroup.DATE_CONDITIONS);
        on(ofContainer + BREAKING, container("wd"), leaseContainer, HeaderGroup.DATE_CONDITIONS);
        LeaseBlob leaseBlob = new LeaseBlob(store, ids);
        on("PUT " + BLOB + "?comp=lease", WRITE, leaseBlob, HeaderGroup.CONDITIONS);
        on(
                "PUT " + BLOB + "?comp=lease" + BREAKING,
                object("wd").orServiceSas("wd"),
                leaseBlob,
                HeaderGroup.CONDITIONS);
    }

    private void addBlocksPagesAndAppends(BlobStore store) {
        onUpload("PUT " + BLOB + "?comp=block", CREATE, new PutBlock(store), guard(Set.of()));
        on("PUT " + BLOB + "?comp=blocklist", CREATE, new PutBlockList(store), HeaderGroup.CONDITIONS);
        on("GET " + BLOB + "?comp=blocklist", READ, new GetBlockList(store), HeaderGroup.CONDITIONS);
        onUpload("PUT " + BLOB + "?comp=page", WRITE, new PutPage(store), guard(HeaderGroup.CONDITIONS));
        on("GET " + BLOB + "?comp=pagelist", READ, new GetPageRanges(store), HeaderGroup.CONDITIONS);
        onUpload("PUT " + BLOB + "?comp=appendblock", APPEND, new AppendBlock(store), guard(HeaderGroup.CONDITIONS));
        on("PUT " + BLOB + "?comp=seal", WRITE, new AppendBlobSeal(store), HeaderGroup.CONDITIONS);
    }

    private void addCopies(BlobStore store, CopySources copySources, CopyJobs copyJobs, Ids ids) {
        PutBlobFromURL putFromUrl = new PutBlobFromURL(store, copySources);
        on("PUT " + BLOB + " x-ms-copy-source x-ms-blob-type", CREATE, putFromUrl, HeaderGroup.CONDITIONS);
        on(
                "PUT " + BLOB + " x-ms-copy-source",
                CREATE,
                new CopyBlob(store, copySources, copyJobs, ids),
                HeaderGroup.CONDITIONS);
        CopyBlobFromURL copyFromUrl = new CopyBlobFromURL(store, copySources, ids);
        on("PUT " + BLOB + " x-ms-copy-source x-ms-requires-sync=true", CREATE, copyFromUrl, HeaderGroup.CONDITIONS);
        on("PUT " + BLOB + "?comp=copy", WRITE, new AbortCopyBlob(store, copyJobs));
        on("PUT " + BLOB + "?comp=block x-ms-copy-source", CREATE, new PutBlockFromURL(store, copySources));
        on(
                "PUT " + BLOB + "?comp=page x-ms-copy-source",
                WRITE,
                new PutPageFromURL(store, copySources),
                HeaderGroup.CONDITIONS);
        AppendBlockFromURL appendFromUrl = new AppendBlockFromURL(store, copySources);
        on("PUT " + BLOB + "?comp=appendblock x-ms-copy-source", APPEND, appendFromUrl, HeaderGroup.CONDITIONS);
        IncrementalCopyBlob incremental = new IncrementalCopyBlob(store, copySources, ids);
        on("PUT " + BLOB + "?comp=incrementalcopy", CREATE, incremental, HeaderGroup.CONDITIONS);
    }

    private void on(String line, RequiredPermission requiredPermission, Operation operation, HeaderGroup... supported) {
        on(line, requiredPermission, operation, Set.of(supported));
    }

    private void on(
            String line, RequiredPermission requiredPermission, Operation operation, Set<HeaderGroup> supported) {
        routes.on(line, requiredPermission, guard(supported), operation);
    }

    /** An operation with a body, which may be encoded as a structured message. */
    private void onUpload(
            String line, RequiredPermission requiredPermission, Operation operation, UnsupportedHeaderGuard guard) {
        routes.on(line, requiredPermission, guard, new StructuredUpload(operation));
    }

    /** An operation whose response may be encoded as a structured message. */
    private void onDownload(
            String line, RequiredPermission requiredPermission, Operation operation, Set<HeaderGroup> supported) {
        on(line, requiredPermission, new StructuredDownload(operation), supported);
    }

    private static UnsupportedHeaderGuard guard(Set<HeaderGroup> supported) {
        return new UnsupportedHeaderGuard(Map.of(), HeaderGroup.otherThan(supported));
    }

    /**
     * Conditional headers. An operation either supports a group or refuses requests that use it, because a condition that is
     * not evaluated must not look as if it had been met. Other headers that have no meaning for an operation are ignored:
     * client libraries send the metadata and properties of a blob along with each of its blocks, and the service accepts that.
     */
    private enum HeaderGroup {
        DATE_CONDITIONS("If-Modified-Since", "If-Unmodified-Since"),
        ETAG_CONDITIONS("If-Match", "If-None-Match"),
        TAG_CONDITION("x-ms-if-tags");

        /** What almost every operation on a blob supports. */
        static final Set<HeaderGroup> CONDITIONS = Set.of(values());

        @SuppressWarnings("ImmutableEnumChecker") // List.of returns an immutable list.
        private final List<String> headers;

        HeaderGroup(String... headers) {
            this.headers = List.of(headers);
        }

        /** The headers of all other groups, each with the error for a request that has it. */
        static Map<String, CommonError> otherThan(Set<HeaderGroup> supported) {
            Map<String, CommonError> unsupported = new HashMap<>();
            for (HeaderGroup group : values()) {
                if (!supported.contains(group)) {
                    group.headers.forEach(
                            header -> unsupported.put(header, CommonError.CONDITION_HEADERS_NOT_SUPPORTED));
                }
            }
            return unsupported;
        }
    }
}
