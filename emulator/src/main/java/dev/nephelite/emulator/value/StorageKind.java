package dev.nephelite.emulator.value;

/** The storage services that a connection string may point to. */
enum StorageKind {
    BLOB("Blob", "blob", 10000),
    QUEUE("Queue", "queue", 10001),
    TABLE("Table", "table", 10002);

    private final String settingPrefix;
    private final String hostLabel;
    private final int developmentPort;

    StorageKind(String settingPrefix, String hostLabel, int developmentPort) {
        this.settingPrefix = settingPrefix;
        this.hostLabel = hostLabel;
        this.developmentPort = developmentPort;
    }

    String endpointSetting() {
        return settingPrefix + "Endpoint";
    }

    String secondaryEndpointSetting() {
        return settingPrefix + "SecondaryEndpoint";
    }

    /** What a host name bears between the account and the suffix. */
    String hostLabel() {
        return hostLabel;
    }

    /** Where an emulator serves this on a developer's machine. */
    int developmentPort() {
        return developmentPort;
    }
}
