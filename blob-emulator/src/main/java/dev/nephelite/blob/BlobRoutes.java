package dev.nephelite.blob;

import static dev.nephelite.emulator.auth.Permission.any;
import static dev.nephelite.emulator.auth.Permission.container;
import static dev.nephelite.emulator.auth.Permission.object;
import static dev.nephelite.emulator.auth.Permission.ownerOnly;
import static dev.nephelite.emulator.auth.Permission.service;

import dev.nephelite.blob.account.GetAccountInformation;
import dev.nephelite.blob.account.GetBlobServiceProperties;
import dev.nephelite.blob.account.GetBlobServiceStats;
import dev.nephelite.blob.account.GetUserDelegationKey;
import dev.nephelite.blob.account.ListContainers;
import dev.nephelite.blob.account.PreflightBlobRequest;
import dev.nephelite.blob.account.SetBlobServiceProperties;
import dev.nephelite.blob.append.AppendBlobSeal;
import dev.nephelite.blob.append.AppendBlock;
import dev.nephelite.blob.batch.BlobBatch;
import dev.nephelite.blob.blob.DeleteBlob;
import dev.nephelite.blob.blob.GetBlob;
import dev.nephelite.blob.blob.GetBlobMetadata;
import dev.nephelite.blob.blob.GetBlobProperties;
import dev.nephelite.blob.blob.PutBlob;
import dev.nephelite.blob.blob.QueryBlobContents;
import dev.nephelite.blob.blob.SetBlobMetadata;
import dev.nephelite.blob.blob.SetBlobProperties;
import dev.nephelite.blob.blob.SnapshotBlob;
import dev.nephelite.blob.block.GetBlockList;
import dev.nephelite.blob.block.PutBlock;
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
import dev.nephelite.blob.copy.AppendBlockFromURL;
import dev.nephelite.blob.copy.CopyBlob;
import dev.nephelite.blob.copy.CopyBlobFromURL;
import dev.nephelite.blob.copy.IncrementalCopyBlob;
import dev.nephelite.blob.copy.PendingCopies;
import dev.nephelite.blob.copy.PutBlobFromURL;
import dev.nephelite.blob.copy.PutBlockFromURL;
import dev.nephelite.blob.copy.PutPageFromURL;
import dev.nephelite.blob.copy.Sources;
import dev.nephelite.blob.lease.LeaseBlob;
import dev.nephelite.blob.lease.LeaseContainer;
import dev.nephelite.blob.page.GetPageRanges;
import dev.nephelite.blob.page.PutPage;
import dev.nephelite.blob.protection.DeleteBlobImmutabilityPolicy;
import dev.nephelite.blob.protection.SetBlobImmutabilityPolicy;
import dev.nephelite.blob.protection.SetBlobLegalHold;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.tag.FindBlobsByTags;
import dev.nephelite.blob.tag.GetBlobTags;
import dev.nephelite.blob.tag.SetBlobTags;
import dev.nephelite.blob.tier.SetBlobTier;
import dev.nephelite.emulator.auth.Permission;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.StructuredDownload;
import dev.nephelite.emulator.service.StructuredUpload;
import dev.nephelite.emulator.settings.SettingsInForce;
import dev.nephelite.emulator.time.Ids;
import java.util.Set;

/** The Blob service, in the order of its REST reference. What is not in here is refused as not implemented. */
final class BlobRoutes {
    private static final Permission READ = object("r").orServiceSas("r").orEverybody();
    private static final Permission WRITE = object("w").orServiceSas("w");
    private static final Permission CREATE = object("cw").orServiceSas("cw");
    private static final Permission DELETE = object("d").orServiceSas("d");
    private static final Permission LIST = container("l").orServiceSas("l").orEverybody();
    private static final Permission READ_CONTAINER = container("r").orEverybody();
    private static final String BREAKING = " x-ms-lease-action=break";

    private static final Permission APPEND = object("aw").orServiceSas("aw");
    private static final String PAGES_LENGTH = "x-ms-blob-content-length";
    private static final String SEQUENCE_NUMBER = "x-ms-blob-sequence-number";
    private static final String SEQUENCE_NUMBER_ACTION = "x-ms-sequence-number-action";

    private static final Permission TAG = object("t").orServiceSas("t");

    private static final Permission PROTECT = object("i").orServiceSas("i");

    private final Routes routes = new Routes().withRoot("$root");

    private BlobRoutes() {}

    static Routes of(
            BlobStore store,
            SettingsInForce inForce,
            BlobFeatures features,
            Sources sources,
            PendingCopies pending,
            Ids ids) {
        BlobRoutes table = new BlobRoutes();
        table.addAccount(store, inForce);
        table.addContainers(store, features);
        table.addBlobs(store);
        table.addLeases(store, ids);
        table.addCopies(store, sources, pending, ids);
        return table.routes;
    }

    private void addAccount(BlobStore store, SettingsInForce inForce) {
        on("GET /?comp=list", service("l"), new ListContainers(store));
        on("PUT /?restype=service&comp=properties", service("w"), new SetBlobServiceProperties(store, inForce));
        on("GET /?restype=service&comp=properties", service("r"), new GetBlobServiceProperties(store));
        routes.onPreflight(new PreflightBlobRequest(inForce));
        BlobBatch batch = new BlobBatch();
        on("POST /?comp=batch", any(), batch);
        on("POST /?restype=container&comp=batch", any(), batch);
        on("POST /{container}?restype=container&comp=batch", any(), batch);
        on("GET /?restype=service&comp=stats", service("r"), new GetBlobServiceStats());
        // What is not a token gets as far as hearing that it has to be one.
        on("POST /?restype=service&comp=userdelegationkey", any(), new GetUserDelegationKey());
        GetAccountInformation accountInformation = new GetAccountInformation();
        on("GET|HEAD /?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD /{container}?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD /{container}/{blob...}?restype=account&comp=properties", any(), accountInformation);
    }

    private void addContainers(BlobStore store, BlobFeatures features) {
        on("PUT /{container}?restype=container", container("cw"), new CreateContainer(store));
        on("GET|HEAD /{container}?restype=container", READ_CONTAINER, new GetContainerProperties(store));
        on("GET|HEAD /{container}?restype=container&comp=metadata", READ_CONTAINER, new GetContainerMetadata(store));
        on("PUT /{container}?restype=container&comp=metadata", container("w"), new SetContainerMetadata(store));
        on("GET|HEAD /{container}?restype=container&comp=acl", ownerOnly(), new GetContainerACL(store));
        on("PUT /{container}?restype=container&comp=acl", ownerOnly(), new SetContainerACL(store));
        DeleteContainer deleteContainer = new DeleteContainer(store, features.containerRetentionDays());
        on("DELETE /{container}?restype=container", container("d"), deleteContainer);
        on("PUT /{container}?restype=container&comp=undelete", container("w"), new RestoreContainer(store));
        on("GET /{container}?restype=container&comp=list", LIST, new ListBlobs(store));
        FindBlobsByTags find = new FindBlobsByTags(store);
        on("GET /?comp=blobs", object("f"), find);
        on("GET /{container}?restype=container&comp=blobs", container("f").orServiceSas("f"), find);
    }

    private void addBlobs(BlobStore store) {
        // Who leaves out the type of a blob should hear so, therefore the route does not ask for it.
        PutBlob putBlob = new PutBlob(store);
        onUpload("PUT /{container}/{blob...}", CREATE, putBlob);
        on("PUT /{container}/{blob...} x-ms-blob-type=PageBlob", CREATE, putBlob, PAGES_LENGTH, SEQUENCE_NUMBER);
        onDownload("GET /{container}/{blob...}", READ, new GetBlob(store));
        on("HEAD /{container}/{blob...}", READ, new GetBlobProperties(store));
        SetBlobProperties setProperties = new SetBlobProperties(store);
        on(
                "PUT /{container}/{blob...}?comp=properties",
                WRITE,
                setProperties,
                PAGES_LENGTH,
                SEQUENCE_NUMBER,
                SEQUENCE_NUMBER_ACTION);
        on("GET|HEAD /{container}/{blob...}?comp=metadata", READ, new GetBlobMetadata(store));
        on("PUT /{container}/{blob...}?comp=metadata", WRITE, new SetBlobMetadata(store));
        on("PUT /{container}/{blob...}?comp=snapshot", CREATE, new SnapshotBlob(store));
        on("DELETE /{container}/{blob...}", DELETE, new DeleteBlob(store));
        on("GET /{container}/{blob...}?comp=tags", TAG, new GetBlobTags(store));
        on("PUT /{container}/{blob...}?comp=tier", WRITE, new SetBlobTier(store));
        on("PUT /{container}/{blob...}?comp=immutabilityPolicies", PROTECT, new SetBlobImmutabilityPolicy(store));
        on("DELETE /{container}/{blob...}?comp=immutabilityPolicies", PROTECT, new DeleteBlobImmutabilityPolicy(store));
        on("PUT /{container}/{blob...}?comp=legalhold", PROTECT, new SetBlobLegalHold(store));
        on("PUT /{container}/{blob...}?comp=tags", TAG, new SetBlobTags(store));
        on("POST /{container}/{blob...}?comp=query", READ, new QueryBlobContents(store));
        // Operations on block blobs
        onUpload("PUT /{container}/{blob...}?comp=block", CREATE, new PutBlock(store));
        on("PUT /{container}/{blob...}?comp=blocklist", CREATE, new PutBlockList(store));
        on("GET /{container}/{blob...}?comp=blocklist", READ, new GetBlockList(store));
        // Operations on page blobs
        onUpload("PUT /{container}/{blob...}?comp=page", WRITE, new PutPage(store));
        on("GET /{container}/{blob...}?comp=pagelist", READ, new GetPageRanges(store));
        // Operations on append blobs
        onUpload("PUT /{container}/{blob...}?comp=appendblock", APPEND, new AppendBlock(store));
        on("PUT /{container}/{blob...}?comp=seal", WRITE, new AppendBlobSeal(store));
    }

    /** Who may delete may break, so that is another operation to those who sign. */
    private void addLeases(BlobStore store, Ids ids) {
        LeaseContainer leaseContainer = new LeaseContainer(store, ids);
        on("PUT /{container}?restype=container&comp=lease", container("w"), leaseContainer);
        on("PUT /{container}?restype=container&comp=lease" + BREAKING, container("wd"), leaseContainer);
        LeaseBlob leaseBlob = new LeaseBlob(store, ids);
        on("PUT /{container}/{blob...}?comp=lease", WRITE, leaseBlob);
        on("PUT /{container}/{blob...}?comp=lease" + BREAKING, object("wd").orServiceSas("wd"), leaseBlob);
    }

    private void addCopies(BlobStore store, Sources sources, PendingCopies pending, Ids ids) {
        String put = "PUT /{container}/{blob...}";
        on(put + " x-ms-copy-source x-ms-blob-type", CREATE, new PutBlobFromURL(store, sources));
        on(put + " x-ms-copy-source", CREATE, new CopyBlob(store, sources, pending, ids));
        on(put + " x-ms-copy-source x-ms-requires-sync=true", CREATE, new CopyBlobFromURL(store, sources, ids));
        on(put + "?comp=copy", WRITE, new AbortCopyBlob(store, pending));
        on(put + "?comp=block x-ms-copy-source", CREATE, new PutBlockFromURL(store, sources));
        on(put + "?comp=incrementalcopy", CREATE, new IncrementalCopyBlob(store, sources, ids));
        on(put + "?comp=page x-ms-copy-source", WRITE, new PutPageFromURL(store, sources));
        on(put + "?comp=appendblock x-ms-copy-source", APPEND, new AppendBlockFromURL(store, sources));
    }

    private void on(String line, Permission permission, Operation operation, String... headers) {
        routes.on(line, permission, new NothingIgnored(operation, Set.of(headers)));
    }

    /** An operation that takes bytes, which may also come in a structured message. */
    private void onUpload(String line, Permission permission, Operation operation) {
        routes.on(line, permission, new StructuredUpload(new NothingIgnored(operation, Set.of())));
    }

    /** An operation that hands out bytes, which may also go in a structured message. */
    private void onDownload(String line, Permission permission, Operation operation) {
        routes.on(line, permission, new StructuredDownload(new NothingIgnored(operation, Set.of())));
    }
}
