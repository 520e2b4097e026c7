using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Data.Accounts;

/// <summary>Wrong passwords in a row for one address of mail, from one network or device. Gone with the first right one.</summary>
public sealed class SignInAttempt
{
    /// <summary>Hash of the address that was typed, whether or not there is such an account.</summary>
    [MaxLength(32)]
    public required byte[] Subject { get; init; }

    /// <summary>A network, a device, or all of them together.</summary>
    [MaxLength(80)]
    public required string From { get; init; }

    public required int Failures { get; set; }

    public required DateTimeOffset LastAt { get; set; }
}
