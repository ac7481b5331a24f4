package com.example.eventgrid;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;

/** Notes in a queue every blob that Event Grid tells of. */
public class Deliveries {
    @FunctionName("NoteBlob")
    @QueueOutput(name = "$return", queueName = "noted", connection = "AzureWebJobsStorage")
    public String note(@EventGridTrigger(name = "event") StorageEvent event, final ExecutionContext context) {
        context.getLogger().info("Event " + event.id + " of " + event.eventTime);
        return event.eventType + " " + event.subject + " " + event.data.get("contentType");
    }
}
