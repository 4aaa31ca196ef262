using System.Net;

namespace Inference.Models.Wire;

/// <summary>Answers any request with bytes that are read in packets of given sizes, in turns.</summary>
internal sealed class PacketHandler(byte[] bytes, int[] sizes) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new PacketStream(bytes, sizes)) });

    private sealed class PacketStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
    {
        private int _packet;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, sizes[_packet++ % sizes.Length])]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
