// A certificate for test servers on this machine only, because everybody can read its key. It is valid for mail.test
// and 127.0.0.1, and was made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days
// 36500`.

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUJjOcud4TFynKe5jC1XaD+k0XeXkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbWFpbC50ZXN0MCAXDTI2MTEyMjIwMTYyNloYDzIxMjYxMDI5
MjAxNjI2WjAUMRIwEAYDVQQDDAltYWlsLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASwnKgsLZ9nNU6l2O57H9v+u4uIkUIC8bbw8mArBtYSUtmRtsa1UCGz
/rJZu5Txnk9/iGzWHmqKX4Y+1It9iLLyo28wbTAdBgNVHQ4EFgQUaOPtVlWvBHV8
rHgayJIvXAz9/N0wHwYDVR0jBBgwFoAUaOPtVlWvBHV8rHgayJIvXAz9/N0wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARggltYWlsLnRlc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAM62twjSss+jnoCcq63wdIr84YpwNN41jNPykbGSTTCeAiEA
2+HEmY455Lcbbm23L07E+4YKeXC1xbvaqBHgiRvPzY8=
-----END CERTIFICATE-----
`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVRykn1bVkkgBAdRU
NdpsgU8I9omOdwuGQZ2OBlN/5l6hRANCAASwnKgsLZ9nNU6l2O57H9v+u4uIkUIC
8bbw8mArBtYSUtmRtsa1UCGz/rJZu5Txnk9/iGzWHmqKX4Y+1It9iLLy
-----END PRIVATE KEY-----
`;
