using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasOne<Assessment>().WithMany().HasForeignKey(p => p.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.OwnerId, p.AccountId }).IsUnique().HasFilter("ended_at is null").HasDatabaseName(Participant.IsOnce);
        builder.HasIndex(p => p.AccountId).HasFilter("ended_at is null");
    }
}

internal sealed class ReleaseMapping : IEntityTypeConfiguration<Release>
{
    public const string ToOne = "ck_releases_to";

    public void Configure(EntityTypeBuilder<Release> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.AccountId);
        builder.HasIndex(r => r.OrganisationId);
        builder.ToTable(t => t.HasCheckConstraint(ToOne, "(account_id is null) <> (organisation_id is null)"));
    }
}
