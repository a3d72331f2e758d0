use super::OriginError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// The value of `sslrootcert` that means the certificates that are trusted anyway.
const BUILT_IN_ROOTS: &str = "system";

/// What makes connections that are encrypted, and verify that the server is the one that was asked for.
///
/// Trusted are the certificates of the file `roots`, or those that come with dixit.
pub(super) fn verified_tls(roots: Option<&str>, server: &str) -> Result<MakeRustlsConnect, OriginError> {
    let failed = |why: String| OriginError::Tls {
        server: server.to_owned(),
        why,
    };
    let mut store = RootCertStore::empty();
    match roots {
        Some(path) if path != BUILT_IN_ROOTS => {
            let unreadable =
                |error: &dyn std::fmt::Display| failed(format!("cannot read sslrootcert={path}: {error}"));
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))? {
                let certificate = certificate.map_err(|error| unreadable(&error))?;
                store.add(certificate).map_err(|error| unreadable(&error))?;
            }
            if store.is_empty() {
                return Err(unreadable(&"it holds no certificate in the form PEM"));
            }
        }
        _ => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(error.to_string()))?;
    Ok(MakeRustlsConnect::new(
        config.with_root_certificates(store).with_no_client_auth(),
    ))
}
