// CloudFront function: the API behind /api/* and /stream/* knows nothing of its prefix.
function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\/[^/]*/, '') || '/';
  return request;
}
