package com.example.eventgrid;

import java.util.Date;
import java.util.Map;

/** An event in the schema of Event Grid. */
public class StorageEvent {
    public String topic;
    public String subject;
    public String eventType;
    public Date eventTime;
    public String id;
    public String dataVersion;
    public String metadataVersion;
    public Map<String, Object> data;
}
