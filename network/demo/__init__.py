"""The demo world: invented organizations and people, played through workflow over three years. Never outside demo mode."""
