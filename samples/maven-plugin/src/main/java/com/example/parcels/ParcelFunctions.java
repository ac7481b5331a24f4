package com.example.parcels;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** Takes parcels by HTTP, and prints a label for each with the address of its receiver. */
public class ParcelFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    @FunctionName("TakeParcel")
    @QueueOutput(name = "$return", queueName = "parcels", connection = STORAGE)
    public Parcel take(
            @HttpTrigger(name = "receiver", route = "parcels/{id}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String receiver,
            @BindingName("id") String id) {
        return new Parcel(id, receiver);
    }

    @FunctionName("PrintLabel")
    @BlobOutput(name = "$return", path = "labels/{id}.txt", connection = STORAGE)
    public String print(
            @QueueTrigger(name = "parcel", queueName = "parcels", connection = STORAGE) Parcel parcel,
            @BlobInput(name = "address", path = "addresses/{receiver}.txt", connection = STORAGE) String address) {
        return "Parcel " + parcel.id() + " to " + address;
    }

    @FunctionName("ReadLabel")
    public String read(
            @HttpTrigger(name = "request", route = "labels/{id}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String request,
            @BlobInput(name = "label", path = "labels/{id}.txt", connection = STORAGE) String label) {
        return label;
    }
}
