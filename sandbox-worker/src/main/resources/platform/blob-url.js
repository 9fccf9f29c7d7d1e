// blob: URLs, kept for the life of the isolate.
const blobUrls = new Map();
const MAX_BLOB_URLS = 100000;
const blobOfUrl = (url) => mapGet(blobUrls, url);
const blobUrlMethods = {
  createObjectURL(obj) {
    need(1, arguments.length, "Failed to execute 'createObjectURL' on 'URL'");
    const blob = blobState(obj);
    if (blob === undefined) throw new TypeError("Failed to execute 'createObjectURL' on 'URL': parameter 1 is not of type 'Blob'.");
    if (mapSize(blobUrls) >= MAX_BLOB_URLS) throw new QuotaExceededError("There are too many blob URLs");
    const url = `blob:null/${newUuid()}`;
    mapSet(blobUrls, url, blob);
    return url;
  },
  revokeObjectURL(url) {
    need(1, arguments.length, "Failed to execute 'revokeObjectURL' on 'URL'");
    mapDelete(blobUrls, toStr(url));
  },
};
for (const name of ["createObjectURL", "revokeObjectURL"]) {
  ObjectDefineProperty(URL, name, { __proto__: null, value: blobUrlMethods[name], writable: true, enumerable: true, configurable: true });
}
