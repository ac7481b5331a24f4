package dev.nephelite.blob;

import static dev.nephelite.blob.Feature.APPEND_POSITION;
import static dev.nephelite.blob.Feature.APPEND_SIZE;
import static dev.nephelite.blob.Feature.BLOB_CONDITIONS;
import static dev.nephelite.blob.Feature.BLOB_LENGTH;
import static dev.nephelite.blob.Feature.BLOB_PROPERTIES;
import static dev.nephelite.blob.Feature.CHANGE;
import static dev.nephelite.blob.Feature.CONDITIONS;
import static dev.nephelite.blob.Feature.COPY_PROPERTIES;
import static dev.nephelite.blob.Feature.COPY_TAGS;
import static dev.nephelite.blob.Feature.DATE_CONDITIONS;
import static dev.nephelite.blob.Feature.DEFAULT_SCOPE;
import static dev.nephelite.blob.Feature.DELETE_SNAPSHOTS;
import static dev.nephelite.blob.Feature.DELETE_TIER_CONDITIONS;
import static dev.nephelite.blob.Feature.ENCRYPTION_KEY;
import static dev.nephelite.blob.Feature.ENCRYPTION_SCOPE;
import static dev.nephelite.blob.Feature.ETAG_CONDITIONS;
import static dev.nephelite.blob.Feature.EXPIRY;
import static dev.nephelite.blob.Feature.FROM_URL;
import static dev.nephelite.blob.Feature.LEGAL_HOLD;
import static dev.nephelite.blob.Feature.METADATA;
import static dev.nephelite.blob.Feature.NEW_BLOB;
import static dev.nephelite.blob.Feature.POLICY;
import static dev.nephelite.blob.Feature.PREVIOUS_SNAPSHOT_URL;
import static dev.nephelite.blob.Feature.PUBLIC_ACCESS;
import static dev.nephelite.blob.Feature.RANGE_CHECKSUM;
import static dev.nephelite.blob.Feature.REHYDRATE_PRIORITY;
import static dev.nephelite.blob.Feature.SEAL;
import static dev.nephelite.blob.Feature.SEQUENCE_CONDITIONS;
import static dev.nephelite.blob.Feature.SEQUENCE_NUMBER;
import static dev.nephelite.blob.Feature.SEQUENCE_NUMBER_ACTION;
import static dev.nephelite.blob.Feature.SOURCE;
import static dev.nephelite.blob.Feature.SOURCE_CHECKSUM;
import static dev.nephelite.blob.Feature.SOURCE_CONDITIONS;
import static dev.nephelite.blob.Feature.SOURCE_KEY;
import static dev.nephelite.blob.Feature.SOURCE_RANGE;
import static dev.nephelite.blob.Feature.SOURCE_TAGS;
import static dev.nephelite.blob.Feature.STRUCTURED_BODY;
import static dev.nephelite.blob.Feature.TAG_CONDITION;
import static dev.nephelite.blob.Feature.TIER;
import static dev.nephelite.blob.Feature.union;
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
import dev.nephelite.blob.blob.SetBlobExpiry;
import dev.nephelite.blob.blob.SetBlobMetadata;
import dev.nephelite.blob.blob.SetBlobProperties;
import dev.nephelite.blob.blob.SnapshotBlob;
import dev.nephelite.blob.blob.UndeleteBlob;
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
import dev.nephelite.blob.model.ContainerName;
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
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.service.NothingIgnored;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.StructuredDownload;
import dev.nephelite.emulator.service.StructuredUpload;
import dev.nephelite.emulator.settings.SettingsInForce;
import dev.nephelite.emulator.time.Ids;
import java.util.Map;
import java.util.Set;

/** The Blob service, as its REST reference lists it. What is not in here is refused as not implemented. */
final class BlobRoutes {
    private static final Permission READ = object("r").orServiceSas("r").orEverybody();
    private static final Permission QUERY = object("r").orServiceSas("r");
    private static final Permission WRITE = object("w").orServiceSas("w");
    private static final Permission CREATE = object("cw").orServiceSas("cw");
    private static final Permission APPEND = object("aw").orServiceSas("aw");
    private static final Permission TAG = object("t").orServiceSas("t");
    private static final Permission PROTECT = object("i").orServiceSas("i");

    /** Which of the letters it takes depends on what is to be deleted. */
    private static final Permission DELETE = object("dxy").orServiceSas("dxy");

    private static final Permission LIST = container("l").orServiceSas("l").orEverybody();
    private static final Permission READ_CONTAINER = container("r").orEverybody();

    private static final String CONTAINER = "/{container}?restype=container";
    private static final String BLOB = "/{container}/{blob...}";
    private static final String BREAKING = " x-ms-lease-action=break";

    /** Parameters that Azure knows and nothing here does. */
    private static final Map<String, CommonError> REFUSED =
            Map.of("endbefore", CommonError.NOT_IMPLEMENTED, "showonly", CommonError.NOT_IMPLEMENTED);

    private final Routes routes = new Routes().withRoot(ContainerName.ROOT.value());

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
        table.addRetention(store);
        table.addLeases(store, ids);
        table.addBlocksPagesAndAppends(store);
        table.addCopies(store, sources, pending, ids);
        return table.routes;
    }

    private void addAccount(BlobStore store, SettingsInForce inForce) {
        on("GET /?comp=list", service("l"), new ListContainers(store));
        on("PUT /?restype=service&comp=properties", service("w"), new SetBlobServiceProperties(store, inForce));
        on("GET /?restype=service&comp=properties", service("r"), new GetBlobServiceProperties(store));
        routes.onPreflight(new PreflightBlobRequest(inForce));
        on("GET /?restype=service&comp=stats", service("r"), new GetBlobServiceStats());
        GetAccountInformation accountInformation = new GetAccountInformation();
        on("GET|HEAD /?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD /{container}?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD " + BLOB + "?restype=account&comp=properties", any(), accountInformation);
        // What is not a token gets as far as hearing that it has to be one.
        on("POST /?restype=service&comp=userdelegationkey", any(), new GetUserDelegationKey());
    }

    private void addContainers(BlobStore store, BlobFeatures features) {
        on("PUT " + CONTAINER, container("cw"), new CreateContainer(store), DEFAULT_SCOPE, METADATA, PUBLIC_ACCESS);
        on("GET|HEAD " + CONTAINER, READ_CONTAINER, new GetContainerProperties(store));
        on("GET|HEAD " + CONTAINER + "&comp=metadata", READ_CONTAINER, new GetContainerMetadata(store));
        SetContainerMetadata setMetadata = new SetContainerMetadata(store);
        on("PUT " + CONTAINER + "&comp=metadata", container("w"), setMetadata, DATE_CONDITIONS, METADATA);
        on("GET|HEAD " + CONTAINER + "&comp=acl", ownerOnly(), new GetContainerACL(store));
        SetContainerACL setAcl = new SetContainerACL(store);
        on("PUT " + CONTAINER + "&comp=acl", ownerOnly(), setAcl, DATE_CONDITIONS, PUBLIC_ACCESS);
        DeleteContainer deleteContainer = new DeleteContainer(store, features.containerRetentionDays());
        on("DELETE " + CONTAINER, container("d"), deleteContainer, DATE_CONDITIONS);
        on("PUT " + CONTAINER + "&comp=undelete", container("w"), new RestoreContainer(store));
        on("GET " + CONTAINER + "&comp=list", LIST, new ListBlobs(store));
    }

    private void addBlobs(BlobStore store) {
        // Who leaves out the type of a blob should hear so, therefore the route does not ask for it.
        PutBlob putBlob = new PutBlob(store);
        onUpload("PUT " + BLOB, CREATE, putBlob, NEW_BLOB);
        Set<Feature> newPageBlob = union(NEW_BLOB, BLOB_LENGTH, SEQUENCE_NUMBER);
        on("PUT " + BLOB + " x-ms-blob-type=PageBlob", CREATE, putBlob, newPageBlob);
        onDownload("GET " + BLOB, READ, new GetBlob(store), union(CONDITIONS, ENCRYPTION_KEY, RANGE_CHECKSUM));
        on("HEAD " + BLOB, READ, new GetBlobProperties(store), union(CONDITIONS, ENCRYPTION_KEY));
        Set<Feature> properties = union(CHANGE, BLOB_PROPERTIES, BLOB_LENGTH, SEQUENCE_NUMBER, SEQUENCE_NUMBER_ACTION);
        on("PUT " + BLOB + "?comp=properties", WRITE, new SetBlobProperties(store), properties);
        on("GET|HEAD " + BLOB + "?comp=metadata", READ, new GetBlobMetadata(store), union(CONDITIONS, ENCRYPTION_KEY));
        on("PUT " + BLOB + "?comp=metadata", WRITE, new SetBlobMetadata(store), union(CHANGE, METADATA));
        on("GET " + BLOB + "?comp=tags", TAG, new GetBlobTags(store), union(CONDITIONS, BLOB_CONDITIONS));
        on("PUT " + BLOB + "?comp=tags", TAG, new SetBlobTags(store), union(CONDITIONS, BLOB_CONDITIONS));
        FindBlobsByTags find = new FindBlobsByTags(store);
        on("GET /?comp=blobs", object("f"), find);
        on("GET " + CONTAINER + "&comp=blobs", container("f").orServiceSas("f"), find);
        Set<Feature> query = union(CONDITIONS, ENCRYPTION_KEY);
        on("POST " + BLOB + "?comp=query", QUERY, new QueryBlobContents(store), query);
    }

    /** How long blobs are kept, and where. */
    private void addRetention(BlobStore store) {
        on("PUT " + BLOB + "?comp=snapshot", CREATE, new SnapshotBlob(store), union(CHANGE, METADATA));
        Set<Feature> deletion = union(CONDITIONS, DELETE_SNAPSHOTS, DELETE_TIER_CONDITIONS);
        on("DELETE " + BLOB, DELETE, new DeleteBlob(store), deletion);
        on("PUT " + BLOB + "?comp=undelete", WRITE, new UndeleteBlob(store));
        on("PUT " + BLOB + "?comp=tier", WRITE, new SetBlobTier(store), union(CONDITIONS, TIER, REHYDRATE_PRIORITY));
        String policy = BLOB + "?comp=immutabilityPolicies";
        on("PUT " + policy, PROTECT, new SetBlobImmutabilityPolicy(store), union(CONDITIONS, POLICY));
        on("DELETE " + policy, PROTECT, new DeleteBlobImmutabilityPolicy(store), CONDITIONS);
        on("PUT " + BLOB + "?comp=legalhold", PROTECT, new SetBlobLegalHold(store), union(CONDITIONS, LEGAL_HOLD));
        on("PUT " + BLOB + "?comp=expiry", WRITE, new SetBlobExpiry(store), union(CONDITIONS, EXPIRY));
        BlobBatch batch = new BlobBatch();
        on("POST /?comp=batch", any(), batch);
        // One client library means the account by this.
        on("POST /?restype=container&comp=batch", any(), batch);
        on("POST " + CONTAINER + "&comp=batch", any(), batch);
    }

    /** Who may delete may break, so that is another operation to those who sign. */
    private void addLeases(BlobStore store, Ids ids) {
        LeaseContainer leaseContainer = new LeaseContainer(store, ids);
        String ofContainer = "PUT " + CONTAINER + "&comp=lease";
        on(ofContainer, container("w"), leaseContainer, DATE_CONDITIONS);
        on(ofContainer + BREAKING, container("wd"), leaseContainer, DATE_CONDITIONS);
        LeaseBlob leaseBlob = new LeaseBlob(store, ids);
        on("PUT " + BLOB + "?comp=lease", WRITE, leaseBlob, CONDITIONS);
        on("PUT " + BLOB + "?comp=lease" + BREAKING, object("wd").orServiceSas("wd"), leaseBlob, CONDITIONS);
    }

    private void addBlocksPagesAndAppends(BlobStore store) {
        Set<Feature> encryption = Set.of(ENCRYPTION_KEY, ENCRYPTION_SCOPE);
        onUpload("PUT " + BLOB + "?comp=block", CREATE, new PutBlock(store), encryption);
        on("PUT " + BLOB + "?comp=blocklist", CREATE, new PutBlockList(store), NEW_BLOB);
        on("GET " + BLOB + "?comp=blocklist", READ, new GetBlockList(store), CONDITIONS);
        onUpload("PUT " + BLOB + "?comp=page", WRITE, new PutPage(store), union(CHANGE, SEQUENCE_CONDITIONS));
        Set<Feature> ranges = union(CONDITIONS, PREVIOUS_SNAPSHOT_URL);
        on("GET " + BLOB + "?comp=pagelist", READ, new GetPageRanges(store), ranges);
        Set<Feature> append = union(CHANGE, APPEND_POSITION, APPEND_SIZE);
        onUpload("PUT " + BLOB + "?comp=appendblock", APPEND, new AppendBlock(store), append);
        on("PUT " + BLOB + "?comp=seal", WRITE, new AppendBlobSeal(store), union(CONDITIONS, APPEND_POSITION));
    }

    private void addCopies(BlobStore store, Sources sources, PendingCopies pending, Ids ids) {
        Set<Feature> copy =
                union(NEW_BLOB, REHYDRATE_PRIORITY, SEAL, SOURCE, SOURCE_CHECKSUM, SOURCE_CONDITIONS, SOURCE_TAGS);
        Set<Feature> synchronous = union(copy, COPY_TAGS);
        Set<Feature> put = union(synchronous, COPY_PROPERTIES, SOURCE_KEY);
        on("PUT " + BLOB + " x-ms-copy-source x-ms-blob-type", CREATE, new PutBlobFromURL(store, sources), put);
        on("PUT " + BLOB + " x-ms-copy-source", CREATE, new CopyBlob(store, sources, pending, ids), copy);
        CopyBlobFromURL copyFromUrl = new CopyBlobFromURL(store, sources, ids);
        on("PUT " + BLOB + " x-ms-copy-source x-ms-requires-sync=true", CREATE, copyFromUrl, synchronous);
        on("PUT " + BLOB + "?comp=copy", WRITE, new AbortCopyBlob(store, pending));
        Set<Feature> block = union(FROM_URL, ENCRYPTION_KEY, ENCRYPTION_SCOPE, SOURCE_KEY, SOURCE_RANGE);
        on("PUT " + BLOB + "?comp=block x-ms-copy-source", CREATE, new PutBlockFromURL(store, sources), block);
        Set<Feature> page = union(block, DATE_CONDITIONS, ETAG_CONDITIONS, TAG_CONDITION, SEQUENCE_CONDITIONS);
        on("PUT " + BLOB + "?comp=page x-ms-copy-source", WRITE, new PutPageFromURL(store, sources), page);
        Set<Feature> append =
                union(block, DATE_CONDITIONS, ETAG_CONDITIONS, TAG_CONDITION, APPEND_POSITION, APPEND_SIZE);
        AppendBlockFromURL appendFromUrl = new AppendBlockFromURL(store, sources);
        on("PUT " + BLOB + "?comp=appendblock x-ms-copy-source", APPEND, appendFromUrl, append);
        IncrementalCopyBlob incremental = new IncrementalCopyBlob(store, sources, ids);
        on("PUT " + BLOB + "?comp=incrementalcopy", CREATE, incremental, union(CONDITIONS, SOURCE));
    }

    private void on(String line, Permission permission, Operation operation, Feature... known) {
        on(line, permission, operation, Set.of(known));
    }

    private void on(String line, Permission permission, Operation operation, Set<Feature> known) {
        routes.on(line, permission, whole(operation, known));
    }

    /** An operation that takes bytes, which may also come in a structured message. */
    private void onUpload(String line, Permission permission, Operation operation, Set<Feature> known) {
        routes.on(line, permission, new StructuredUpload(whole(operation, union(known, STRUCTURED_BODY))));
    }

    /** An operation that hands out bytes, which may also go in a structured message. */
    private void onDownload(String line, Permission permission, Operation operation, Set<Feature> known) {
        routes.on(line, permission, new StructuredDownload(whole(operation, union(known, STRUCTURED_BODY))));
    }

    private static Operation whole(Operation operation, Set<Feature> known) {
        return new NothingIgnored(operation, REFUSED, Feature.unknownBeside(known));
    }
}
