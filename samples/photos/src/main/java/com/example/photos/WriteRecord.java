package com.example.photos;

import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;

/** Keeps a message for good: what the queue announces becomes a blob, named by the message's own {@code name}. */
public class WriteRecord {
    @FunctionName("WriteRecord")
    @StorageAccount("AzureWebJobsStorage")
    @BlobOutput(name = "$return", path = "records/{name}.json")
    public PhotoRecord run(@QueueTrigger(name = "message", queueName = "photo-records") PhotoRecord message) {
        return message;
    }
}
